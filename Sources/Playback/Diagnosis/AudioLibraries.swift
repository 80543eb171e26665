import CALSA
import CFluidSynth
import CSndfile

/// The versions of the libraries that the program runs with.
public enum AudioLibraries {
  /// Names and versions: `FluidSynth 2.3.1`.
  public static var versions: [String] {
    [
      "FluidSynth " + (unsafe text(fluid_version_str())),
      "ALSA " + (unsafe text(snd_asoundlib_version())),
      unsafe text(sf_version_string()).replacing("-", with: " "),
    ]
  }

  private static func text(_ string: UnsafePointer<CChar>?) -> String {
    unsafe string.map { unsafe String(cString: $0) } ?? "unknown"
  }
}
