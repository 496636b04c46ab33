#pragma once

#include <string>

/// The file of a plan, and files that import writes beside it. All throw Failure with a sentence that names the file.
namespace dondoc::cli {

/// Up to 64 MB.
std::string read_plan_file(const std::string& path);

/// BLAKE2b of 32 bytes, hex.
std::string hash_of(const std::string& bytes);

/// What a person is to review is never written over.
void must_be_new(const std::string& path);
void write_new_file(const std::string& path, const std::string& text);

}  // namespace dondoc::cli
