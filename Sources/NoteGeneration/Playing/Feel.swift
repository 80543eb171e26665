/// How written rhythm is played.
public enum Feel: String, CaseIterable, Sendable {
  /// As written, all notes equally loud.
  case straight

  /// As in a session: hornpipes swing, reels drive, jigs lilt, and the beats stand out.
  case session
}
