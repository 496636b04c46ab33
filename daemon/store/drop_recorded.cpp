#include "daemon/store/store.hpp"

namespace dondoc::store {

void drop_recorded(Store& store, const model::Snapshot& snapshot, const model::RuleBook& book,
                   model::Decision& decision) {
    std::vector<Store::ReminderRef> wanted;
    wanted.reserve(decision.reminders.size());
    for (const model::Reminder& reminder : decision.reminders) {
        wanted.push_back({model::subject_key(reminder.occurrence, snapshot, book).base,
                          model::reminder_key(reminder, snapshot, book)});
    }
    const auto recorded = store.recorded(wanted);
    std::size_t position = 0;
    std::erase_if(decision.reminders, [&](const auto&) { return recorded[position++]; });
}

}  // namespace dondoc::store
