# What `cmake --install` lays out besides the programs.
