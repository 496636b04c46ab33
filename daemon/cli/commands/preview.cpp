#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/line_filter.hpp"
#include "daemon/cli/previewed.hpp"
#include "daemon/cli/subjects.hpp"
#include "notifiers/service.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <CLI/Validators.hpp>

#include <chrono>
#include <fstream>
#include <ostream>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string subject;
    std::string unit;
    std::string on;
    std::string out;
    std::string format;
    std::string channel;
};

/// One message for one address, with the texts that it carries.
struct Shown {
    const outbox::Preview& preview;
    const store::OutboxMessage& message;
    const std::string& kind;  ///< of its channel

    bool is_mail() const { return kind == "smtp" || kind == "maildir"; }
};

PreviewAsked asked_for(Context& context, const Arguments& arguments) {
    if (arguments.subject.empty() == arguments.unit.empty())
        throw Failure(usage_wrong,
                      "cần một mã nhiệm vụ, báo cáo, hoặc --unit ĐƠN_VỊ (a subject or --unit, one of them)");
    PreviewAsked asked{.unit = arguments.unit, .subject = {}, .on = {}};
    if (!arguments.on.empty()) asked.on = parse_date_option(arguments.on, "--on");
    if (!arguments.subject.empty()) asked.subject = find_subject(context, arguments.subject).key.text();
    if (!arguments.unit.empty())
        line_filter(context.site().book, {}, arguments.unit.substr(0, arguments.unit.find(':')), {}, {});
    return asked;
}

/// Mail first: it has every format.
std::vector<Shown> shown_of(const Previewed& previewed, const outbox::ChannelKinds& kinds, const std::string& channel) {
    std::vector<Shown> all;
    for (const bool mails : {true, false}) {
        for (const auto& preview : previewed.messages) {
            for (const auto& message : preview.messages) {
                const Shown shown{preview, message, kinds.at(message.envelope.channel)};
                const bool wanted = channel.empty() || message.envelope.channel == channel;
                if (wanted && shown.is_mail() == mails) all.push_back(shown);
            }
        }
    }
    return all;
}

boost::json::object as_json(const Shown& shown, const config::Config& config) {
    boost::json::array subjects;
    for (const auto& subject : shown.preview.subjects) subjects.emplace_back(subject);
    boost::json::array files;
    for (const auto& file : shown.preview.texts.attachments)
        files.push_back({{"name", file.name}, {"type", file.type}, {"size", file.bytes.size()}});
    const auto local = config.local(shown.message.not_before);
    return {{"recipient", shown.preview.recipient},
            {"channel", shown.message.envelope.channel},
            {"kind", shown.kind},
            {"to", notifiers::shown_address(shown.message.envelope.to)},
            {"at", rules::dates::format_iso(local)},
            {"subject_line", shown.message.subject_line},
            {"subjects", subjects},
            {"text", shown.preview.texts.text},
            {"html", shown.preview.texts.html},
            {"files", files},
            {"body", shown.message.envelope.bytes}};
}

/// What a person reads: the texts of a mail, or the body of what is none.
const std::string& readable(const Shown& shown) {
    return shown.is_mail() ? shown.preview.texts.text : shown.message.envelope.bytes;
}

const std::string& in_format(const Shown& shown, const std::string& format) {
    if (format == "eml") {
        if (!shown.is_mail())
            throw Failure(usage_wrong, fmt::format("kênh '{}' không phải thư điện tử, không có eml (not a mail)",
                                                   shown.message.envelope.channel));
        return shown.message.envelope.bytes;
    }
    return format == "html" ? shown.preview.texts.html : readable(shown);
}

std::string format_of(const Arguments& arguments, const Output& output) {
    if (!arguments.format.empty()) return arguments.format;
    if (output.json) return "json";
    if (arguments.out.empty()) return "text";
    const auto dot = arguments.out.rfind('.');
    const std::string extension = dot == std::string::npos ? "" : arguments.out.substr(dot + 1);
    if (extension == "txt") return "text";
    if (extension == "eml" || extension == "html" || extension == "json") return extension;
    throw Failure(usage_wrong, fmt::format("--out {}: đuôi tệp phải là .eml, .html, .txt hoặc .json, hoặc ghi --format "
                                           "(name a format)",
                                           arguments.out));
}

std::string addressed(const Shown& shown, const config::Config& config) {
    const auto at = config.local(shown.message.not_before);
    const std::chrono::hh_mm_ss time(at - rules::dates::at(rules::dates::date_of(at), std::chrono::seconds{0}));
    return fmt::format("{} <{}>, kênh (channel) {}, {:02}:{:02} {}", shown.preview.recipient,
                       notifiers::shown_address(shown.message.envelope.to), shown.message.envelope.channel,
                       time.hours().count(), time.minutes().count(), long_date(rules::dates::date_of(at)));
}

/// Each text once, below all who get it.
void print_texts(const Output& output, const std::vector<Shown>& all, const config::Config& config) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        output.out << fmt::format("Gửi (to): {}\n", addressed(all[i], config));
        const bool last = i + 1 == all.size();
        const bool next_has_the_same =
            !last && all[i].is_mail() && all[i + 1].is_mail() && &all[i].preview == &all[i + 1].preview;
        if (next_has_the_same) continue;
        output.out << fmt::format("Tiêu đề (subject): {}\n\n{}{}", all[i].message.subject_line, readable(all[i]),
                                  last ? "" : "\n\n");
    }
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (!file) throw Failure(out_of_reach, fmt::format("{}: không ghi được tệp (cannot write)", path));
}

std::string nothing(const Arguments& arguments) {
    const std::string& who = arguments.unit.empty() ? arguments.subject : arguments.unit;
    return arguments.on.empty()
               ? fmt::format(
                     "{}: không có lời nhắc nào trong một năm tới (nothing within a year)\nXem lý do: dondoc "
                     "explain, dondoc simulate",
                     who)
               : fmt::format(
                     "{}: ngày {} không gửi gì; bỏ --on để xem lần gửi tới (nothing on that day; leave out --on "
                     "for the next)",
                     who, arguments.on);
}

ExitCode show(Context& context, const Arguments& arguments) {
    const Output& output = context.output();
    const std::string format = format_of(arguments, output);
    const PreviewAsked asked = asked_for(context, arguments);
    const auto& config = context.site().config;
    const auto kinds = config.channel_kinds();
    if (!arguments.channel.empty() && !kinds.contains(arguments.channel))
        throw Failure(usage_wrong, fmt::format("--channel: không có kênh '{}' (unknown channel)", arguments.channel));
    const auto previewed = cli::previewed(context, asked);
    if (!previewed) throw Failure(data_wrong, nothing(arguments));
    const auto all = shown_of(*previewed, kinds, arguments.channel);
    if (all.empty())
        throw Failure(data_wrong, fmt::format("{}: không gửi qua kênh '{}' (nothing on that channel)",
                                              asked.unit + asked.subject, arguments.channel));
    if (format == "json") {
        boost::json::array list;
        for (const Shown& shown : all) list.push_back(as_json(shown, config));
        if (arguments.out.empty())
            output.print(list);
        else
            write_file(arguments.out, boost::json::serialize(list) + "\n");
        return good;
    }
    if (arguments.out.empty()) {
        if (format == "text")
            print_texts(output, all, config);
        else
            output.out << in_format(all.front(), format);
        return good;
    }
    write_file(arguments.out, in_format(all.front(), format));
    output.out << fmt::format("{}: {}: {}\n", arguments.out, addressed(all.front(), config),
                              all.front().message.subject_line);
    if (all.size() > 1)
        output.out << fmt::format(
            "còn {} thông báo nữa cùng ngày; chọn bằng --channel, --unit ĐƠN_VỊ:head hoặc xem "
            "--json (more of that day)\n",
            all.size() - 1);
    return good;
}

}  // namespace

void add_preview(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("preview", "Xem trước thông báo sẽ gửi, không gửi (what would be sent, without sending it)");
    command->add_option("SUBJECT", arguments->subject, "Mã nhiệm vụ hoặc báo cáo (key of a duty)");
    command->add_option("--unit", arguments->unit, "Đơn vị nhận; ĐƠN_VỊ:head cho lãnh đạo (recipient)");
    command->add_option("--on", arguments->on,
                        "Ngày gửi, mặc định lần gửi tới (the day; without it the next on which there is something)");
    command->add_option("--out", arguments->out, "Ghi ra tệp .eml, .html, .txt, .json (write to this file)");
    command->add_option("--format", arguments->format, "eml, html, text, json")
        ->check(CLI::IsMember({"eml", "html", "text", "json"}));
    command->add_option("--channel", arguments->channel, "Chỉ kênh này (one channel)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
