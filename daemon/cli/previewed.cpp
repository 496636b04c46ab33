#include "daemon/cli/previewed.hpp"

#include "daemon/cli/reminder_lines.hpp"
#include "rules/engine/simulate.hpp"

#include <algorithm>

namespace dondoc::cli {

namespace model = rules::model;
using rules::dates::Date;
using rules::dates::LocalTime;

namespace {

constexpr std::chrono::days farthest{366};

LocalTime beginning_of(Date day) {
    return rules::dates::at(day, std::chrono::seconds{0});
}

bool is_recipient(const std::string& recipient, const std::string& unit) {
    return recipient == unit || recipient.starts_with(unit + ":");
}

bool is_subject(const std::string& subject, const std::string& asked) {
    return subject == asked || subject.starts_with(asked + "@");
}

outbox::WantedPreview wanted_by(const PreviewAsked& asked) {
    return [&asked](const std::string& recipient, const std::vector<std::string>& subjects) {
        if (!asked.unit.empty() && !is_recipient(recipient, asked.unit)) return false;
        return asked.subject.empty() || std::any_of(subjects.begin(), subjects.end(), [&](const std::string& subject) {
                   return is_subject(subject, asked.subject);
               });
    };
}

std::vector<model::AssignmentText> texts_of(store::Store& store, const model::Decision& decision,
                                            const model::Snapshot& snapshot) {
    std::vector<store::Store::AssignmentRef> wanted;
    for (const auto index : outbox::assignments_to_say(decision)) {
        const auto& assignment = snapshot.assignments[index];
        wanted.push_back({snapshot.plans[assignment.plan].id, assignment.seq});
    }
    return store.texts(wanted);
}

/// Looks at one decision after the other until one has what is asked for.
class Finder {
public:
    Finder(Context& context, const PreviewAsked& asked) : context_(context), wanted_(wanted_by(asked)) {}

    void look(const model::Decision& decision, const model::Snapshot& snapshot) {
        const auto& site = context_.site();
        const auto& config = site.config;
        const auto channels = config.channel_kinds();
        const auto fallbacks = config.fallbacks();
        // As long as a real one, and of no use: who looks at a preview is not the unit.
        const outbox::AnswerUrl sample_url = [&](const outbox::AnswerAbout&) {
            return config.answers->url + "/a/xem-truoc-lien-ket-nay-khong-tra-loi-duoc-dung-lien-ket-trong-thu";
        };
        const outbox::ComposeContext compose{.book = site.book,
                                             .sender = config.sender,
                                             .channels = channels,
                                             .templates = site.templates,
                                             .now = decision.until,
                                             .utc_offset = config.utc_offset,
                                             .chats = &site.chats,
                                             .fallbacks = &fallbacks,
                                             .answer_url = config.answers ? &sample_url : nullptr};
        auto messages =
            outbox::preview(decision, snapshot, texts_of(context_.store(), decision, snapshot), compose, wanted_);
        if (messages.empty()) return;
        if (!found_) found_ = Previewed{decision.until, {}};
        std::move(messages.begin(), messages.end(), std::back_inserter(found_->messages));
    }

    /// Whether a message of an earlier day was found already.
    bool is_past(LocalTime time) const {
        return found_ && rules::dates::date_of(found_->at) < rules::dates::date_of(time);
    }

    std::optional<Previewed> found() && { return std::move(found_); }

private:
    Context& context_;
    outbox::WantedPreview wanted_;
    std::optional<Previewed> found_;
};

}  // namespace

std::optional<Previewed> previewed(Context& context, const PreviewAsked& asked) {
    const auto& book = context.site().book;
    const Date today = context.today();
    const Date from = std::min(asked.on.value_or(today), today);
    const auto scope = book.checks.empty() ? store::Store::Scope::open : store::Store::Scope::all;
    auto snapshot = context.snapshot(from, scope);
    const bool again = asked.on && snapshot.evaluated_until && beginning_of(*asked.on) <= *snapshot.evaluated_until;
    const bool told_before = snapshot.evaluated_until && !again;
    if (again) snapshot.evaluated_until = beginning_of(*asked.on);

    Finder finder(context, asked);
    const auto visit = [&](const model::Decision& decision, const model::Snapshot& now) {
        const Date day = rules::dates::date_of(decision.until);
        if (asked.on ? day != *asked.on : finder.is_past(decision.until)) return;
        if (!told_before) return finder.look(decision, now);
        model::Decision fresh = decision;
        store::drop_recorded(context.store(), now, book, fresh);
        finder.look(fresh, now);
    };
    const Date last = asked.on.value_or(today + farthest);
    const auto titles = titles_in(context.store(), snapshot, book);
    rules::engine::simulate(std::move(snapshot), book, beginning_of(from),
                            beginning_of(last + std::chrono::days{1}) - std::chrono::seconds{1}, visit, titles);
    return std::move(finder).found();
}

}  // namespace dondoc::cli
