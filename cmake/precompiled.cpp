// CMake wants a source for each target; this one belongs to the precompiled headers (DondocPrecompiled.cmake).
