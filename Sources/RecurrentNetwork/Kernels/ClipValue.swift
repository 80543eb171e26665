/// Brings every number of an array into `-limit...limit`; what is not a number stays so.
@unsafe func clip(
  _ values: UnsafeMutablePointer<Float>, count: Int, to limit: Float, team: ThreadTeam
) {
  team.forEachShare(of: count, grain: 4096) { share in
    for index in share {
      let value = unsafe values[index]
      unsafe values[index] = value > limit ? limit : value < -limit ? -limit : value
    }
  }
}
