#include "rules/language/condition/evaluation.hpp"

namespace rules::language::condition {

/// The range of a macro and how many items it has.
Evaluation::Walk Evaluation::walk(const Step& step) {
    const std::uint32_t id = arg(step, 0);
    const Value range = run(id);
    if (range.is_absent()) return {{}, 0, range};
    if (range.is_list() || range.is(Kind::map)) return {range, range.size, {}};
    Value wrong = Value::error("cần một danh sách hoặc bảng ở đây (a list or map is needed here)");
    wrong.origin = static_cast<std::uint16_t>(id + 1);
    return {{}, 0, wrong};
}

void Evaluation::bind(const Step& step, const Value& range, std::size_t i) {
    const Value first = range.is(Kind::map) ? range.entries[i].key : range.item(i);
    if (!step.pairs) {
        locals_[step.slot] = first;
    } else if (range.is(Kind::map)) {
        locals_[step.slot] = first;
        locals_[step.slot + std::size_t{1}] = range.entries[i].value;
    } else {
        locals_[step.slot] = Value::of(static_cast<std::int64_t>(i));
        locals_[step.slot + std::size_t{1}] = first;
    }
}

Value Evaluation::quantify(const Step& step, bool decisive) {
    const Walk over = walk(step);
    if (over.absent.is_absent()) return over.absent;
    const std::uint32_t body = arg(step, 1);
    Fold fold(decisive);
    for (std::size_t i = 0; i < over.size; ++i) {
        bind(step, over.range, i);
        if (fold.add(run(body), body)) break;
        if (arena_.exhausted()) return too_expensive();
    }
    return fold.result();
}

/// Unlike all and exists, an error is never absorbed.
Value Evaluation::exists_one(const Step& step) {
    const Walk over = walk(step);
    if (over.absent.is_absent()) return over.absent;
    std::size_t held = 0;
    for (std::size_t i = 0; i < over.size; ++i) {
        bind(step, over.range, i);
        const Value holds = truth(arg(step, 1));
        if (holds.is_absent()) return holds;
        held += holds.boolean ? 1 : 0;
    }
    return Value::of(held == 1);
}

/// Hands the items for which the filter holds to `keep`, which gives the value that was kept. The first error or
/// unknown ends the walk and is the answer, else null.
template <class Keep>
Value Evaluation::each_kept(const Step& step, const Value& range, bool filters, Keep keep) {
    for (std::size_t i = 0; i < range.size; ++i) {
        bind(step, range, i);
        if (filters) {
            const Value holds = truth(arg(step, 1));
            if (holds.is_absent()) return holds;
            if (!holds.boolean) continue;
        }
        const Value kept = keep();
        if (kept.is_absent()) return kept;
    }
    return {};
}

Value Evaluation::collect(const Step& step) {
    const Walk over = walk(step);
    if (over.absent.is_absent()) return over.absent;
    if (!arena_.spend(over.size)) return too_expensive();
    const bool only_filters = step.op == Op::filter;
    const std::span<Value> items = arena_.make<Value>(over.size);
    std::size_t count = 0;
    const Value absent = each_kept(step, over.range, only_filters || step.count == 3, [&] {
        const Value kept = only_filters ? locals_[step.slot] : run(arg(step, step.count - 1));
        return items[count++] = kept;
    });
    return absent.is_absent() ? absent : Value::of(items.data(), count);
}

Value Evaluation::collect_entries(const Step& step) {
    const Walk over = walk(step);
    if (over.absent.is_absent()) return over.absent;
    if (!arena_.spend(2 * over.size)) return too_expensive();
    const std::span<MapEntry> entries = arena_.make<MapEntry>(over.size);
    std::size_t count = 0;
    const Value absent = each_kept(step, over.range, step.count == 3, [&] {
        const Value key = locals_[step.slot];
        const Value kept = run(arg(step, step.count - 1));
        entries[count++] = {key, kept};
        return kept;
    });
    return absent.is_absent() ? absent : Value::of(entries.data(), count);
}

}  // namespace rules::language::condition
