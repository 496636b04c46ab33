#pragma once

#include "daemon/intake/draft.hpp"
#include "daemon/store/awaited.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Which events of the register the assignments of a draft wait for.
namespace dondoc::cli {

/// Names events as the store will when the plan is kept: by those that it knows, and new ones by their words. Assignments
/// must be asked for in the order of the document.
class AwaitedBy {
public:
    AwaitedBy(const store::AwaitedRegister& known, const rules::model::Plan& plan) : known_(known), plan_(plan) {}

    struct Event {
        std::string id;     ///< empty for what no single day settles ("theo quy định")
        std::string words;  ///< as written
        bool is_new = false;
    };
    /// `subject`: the key of a kept assignment, or of the one that it will become.
    std::vector<Event> events(std::string_view subject, const intake::AssignmentDraft& assignment);

private:
    struct Named {
        std::string id;
        std::string core;
    };
    std::vector<Event> linked(std::string_view subject, const std::string& condition) const;
    std::string known_for(const std::string& core) const;
    const Named& added_for(const rules::model::AwaitedWords& words);

    const store::AwaitedRegister& known_;
    const rules::model::Plan& plan_;
    std::vector<Named> added_;
};

}  // namespace dondoc::cli
