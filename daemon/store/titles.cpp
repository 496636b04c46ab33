#include "daemon/store/titles.hpp"

#include <utility>

namespace dondoc::store {

std::vector<std::string> titles_of(Store& store, const model::Snapshot& snapshot,
                                   std::span<const std::uint32_t> assignments) {
    std::vector<Store::AssignmentRef> wanted;
    for (const auto index : assignments) {
        const auto& assignment = snapshot.assignments[index];
        wanted.push_back({snapshot.plans[assignment.plan].id, assignment.seq});
    }
    std::vector<std::string> titles;
    for (auto& text : store.texts(wanted)) titles.push_back(std::move(text.title));
    return titles;
}

}  // namespace dondoc::store
