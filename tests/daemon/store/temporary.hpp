#pragma once

#include "contract.hpp"
#include "tests/support/temporary_folder.hpp"

#include <string>

namespace dondoc::store::contract {

/// Where a store may lie.
class TemporaryDirectory : public support::TemporaryFolder {
public:
    std::string file(const std::string& name = "dondoc.db") const { return (*this / name).string(); }
};

/// What a database that lies at `path` says of itself and what must hold in it at any moment: one line each
/// fault.
std::string faults(const std::string& path);

}  // namespace dondoc::store::contract
