import CFluidSynth

/// What FluidSynth holds once per process.
enum FluidSynthLibrary {
  /// Makes the library ready, once; other threads wait.
  ///
  /// FluidSynth 2.3 fills its tables in the first `new_fluid_synth` and lets a second thread pass
  /// before they are full: in 60 processes with four threads 4 to 17 of 240 renderings had other
  /// samples. A synthesizer that is made and dropped here leaves full tables to all others.
  static let prepare: Void = {
    SynthesizerLog.install()
    let settings = unsafe new_fluid_settings()
    unsafe delete_fluid_synth(new_fluid_synth(settings))
    unsafe delete_fluid_settings(settings)
    _ = SynthesizerLog.take()
  }()
}
