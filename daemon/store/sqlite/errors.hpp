#pragma once

#include "daemon/store/store.hpp"

#include <string>

namespace SQLite {
class Exception;
}

/// Sentences for a person: which file, what is wrong, what to do. Vietnamese (English).
namespace dondoc::store::sqlite {

StoreError explain(const std::string& path, const SQLite::Exception& error);
StoreError missing_directory(const std::string& path, const std::string& directory);
StoreError cannot_open(const std::string& path, const std::string& reason);
StoreError foreign_database(const std::string& path);
StoreError newer_schema(const std::string& path, int found, int known);
StoreError older_schema(const std::string& path, int found, int known);

}  // namespace dondoc::store::sqlite
