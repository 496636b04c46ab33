#include "daemon/config/shapes.hpp"

#include <algorithm>
#include <utility>

namespace dondoc::config::shapes {

extern const Shape maildir;
extern const Shape smtp;
extern const Shape webhook;
extern const Shape slack;
extern const Shape teams;
extern const Shape telegram;
extern const Shape zalo_bot;
extern const Shape zalo_oa;
extern const Shape zalo_oa_group;
extern const Shape zns;

namespace {

using namespace rules::language::forms;
using rules::language::Form;
using rules::language::Key;

constexpr Form site_form = mapping(site);
constexpr Form maildir_form = mapping(maildir);
constexpr Form smtp_form = mapping(smtp);
constexpr Form webhook_form = mapping(webhook);
constexpr Form slack_form = mapping(slack);
constexpr Form teams_form = mapping(teams);
constexpr Form telegram_form = mapping(telegram);
constexpr Form zalo_bot_form = mapping(zalo_bot);
constexpr Form zalo_oa_form = mapping(zalo_oa);
constexpr Form zalo_oa_group_form = mapping(zalo_oa_group);
constexpr Form zns_form = mapping(zns);
constexpr std::array<const Form*, 10> channel_forms{&maildir_form,       &smtp_form,     &webhook_form,  &slack_form,
                                                    &teams_form,         &telegram_form, &zalo_bot_form, &zalo_oa_form,
                                                    &zalo_oa_group_form, &zns_form};
constexpr Form channel_form = either(channel_forms);
constexpr Form channel_list = list_of(channel_form);

constexpr Form guard_form = mapping(guard);
constexpr std::array<std::string_view, 1> off_name{"off"};
constexpr Form off = one_of(off_name);
constexpr std::array<const Form*, 2> guard_forms{&guard_form, &off};
constexpr Form guard_or_off = either(guard_forms);

constexpr Form heartbeat_form = mapping(heartbeat);
constexpr Form budget_form = mapping(budget);
constexpr Form summary_form = mapping(summary);
constexpr Form summary_list = list_of(summary_form);
constexpr std::array<std::string_view, 1> standard_name{"standard"};
constexpr Form standard = one_of(standard_name);
constexpr std::array<const Form*, 2> summaries_forms{&standard, &summary_list};
constexpr Form summaries_form = either(summaries_forms);

constexpr Form mail_address = matching("^[^@ ]+@[^@ ]+$");
constexpr Form admin_form = mapping(admin);
constexpr std::array<const Form*, 2> admin_forms{&mail_address, &admin_form};
constexpr Form mail_or_contact = either(admin_forms);
constexpr Form admin_list = one_or_list(mail_or_contact);

constexpr Form answers_form = mapping(answers);
constexpr Form days_long = matching("^[1-9][0-9]{0,3}d$");
constexpr Form address_list = one_or_list(text);
constexpr std::array<Key, 5> answers_keys{{
    {"url", &text, "Địa chỉ mà đơn vị mở để trả lời", "Address at which units answer", true},
    {"key_file", &text, "Tệp khóa ký liên kết, khóa mới nhất ở dòng đầu; mặc định answers.key trong state",
     "File of the keys that sign links, the newest first; else answers.key in the state directory"},
    {"valid", &days_long, "Liên kết dùng được bao lâu, mặc định 45d", "How long a link is good"},
    {"trusted_proxy", &address_list, "Máy chủ chuyển tiếp được tin về địa chỉ người dùng",
     "Proxies that are believed about clients' addresses"},
    {"allow_http", &text, "yes: cho cả http://", "yes: http:// too"},
}};

constexpr std::array<Key, 15> config_keys{{
    {"site", &site_form, "Đơn vị dùng dondoc", "Whose dondoc this is", true},
    {"state", &text, "Thư mục cơ sở dữ liệu", "Folder of the database", true},
    {"rules", &text, "Thư mục quy tắc, mặc định rules.d", "Folder of rules"},
    {"units", &text, "Danh bạ đơn vị, mặc định units.yaml", "Register of units"},
    {"calendars", &text, "Thư mục lịch nghỉ, mặc định calendars", "Folder of calendars"},
    {"templates", &text, "Thư mục mẫu thông báo riêng", "Folder of your own message templates"},
    {"simulation", &boolean, "Cho phép đồng hồ giả lập: vẫn gửi thật", "Allows a simulated clock; it really sends"},
    {"listen", &text, "Địa chỉ của /healthz và /metrics; off: tắt", "Address of health and metrics; off: none"},
    {"channels", &channel_list, "Kênh gửi", "Channels", true},
    {"admins", &admin_list, "Ai được báo khi tệp quy tắc có lỗi; mặc định bộ phận kế hoạch",
     "Who is told of rule files with errors; else the planning office"},
    {"guard", &guard_or_off, "Thay đổi lớn phải chờ dondoc confirm; off: tắt",
     "Changes that do much wait for dondoc confirm; off: none wait"},
    {"answers", &answers_form, "Liên kết trong thông báo để đơn vị trả lời", "Links in messages by which units answer"},
    {"heartbeat", &heartbeat_form, "Nhịp báo: để nơi khác biết khi dondoc im lặng",
     "A sign of life, so that silence is noticed"},
    {"budget", &budget_form, "Số thông báo nhiều nhất cho một nơi nhận mỗi ngày",
     "Most messages to a recipient and day"},
    {"summaries", &summaries_form, "Bản tổng hợp định kỳ: standard, hoặc danh sách",
     "Regular summaries: standard, or a list"},
}};

constexpr Form share = matching("^(0|1|[01]?\\.[0-9]+)$");
constexpr Form messages = whole(0, 1'000'000);
constexpr Form look_ahead = whole(1, 800);
constexpr std::array<Key, 5> guard_keys{{
    {"at_once", &messages, "Số thông báo gửi ngay nhiều nhất, mặc định 50", "Most messages sent at once"},
    {"changed", &share, "Tỷ lệ lời nhắc bị bỏ hoặc dời nhiều nhất, mặc định 0.2",
     "Largest share of planned reminders that are dropped or moved"},
    {"at_least", &messages, "Ít hơn số này thì không phải chờ, mặc định 20", "Fewer than this never wait"},
    {"days", &look_ahead, "So sánh trước bao nhiêu ngày, mặc định 400", "How many days ahead are compared"},
    {"gap", &look_ahead, "Ngừng chạy từ bao nhiêu ngày thì việc gửi bù chờ xác nhận, mặc định 60",
     "Days without the daemon after which catching up waits"},
}};

constexpr std::array<std::string_view, 2> beat_names{"day", "hour"};
constexpr Form beat = one_of(beat_names);
constexpr Form web_address = matching("^https?://.+$");
constexpr std::array<Key, 7> heartbeat_keys{{
    {"url", &web_address, "Địa chỉ của dịch vụ canh chừng, được gọi bằng POST",
     "Address of a watch, asked with a POST"},
    {"to", &text, "Đơn vị hoặc vai trò nhận một thông báo mỗi ngày", "Unit or role that gets a message each day"},
    {"every", &beat, "Gọi url mỗi ngày (mặc định) hay mỗi giờ", "How often the URL is asked"},
    {"at", &time_of_day, "Giờ báo mỗi ngày, mặc định 08:05", "Time of day, 08:05 unless said"},
    {"allow_http", &text, "yes: cho phép http không mã hóa", "yes: also plain http"},
    {"allow_private", &text, "Dải địa chỉ nội bộ được phép", "Private address ranges that are allowed"},
    {"ca_file", &text, "Chứng thư gốc riêng", "PEM file of a private authority"},
}};

constexpr Form per_day = whole(1, 1000);
constexpr std::array<Key, 1> budget_keys{{
    {"per_day", &per_day, "Số thông báo nhiều nhất; quá số này thì gộp vào thông báo sáng hôm sau",
     "Most messages; what is beyond goes into the next morning's digest", true},
}};

constexpr std::array<std::string_view, 4> turn_names{"day", "week", "month", "quarter"};
constexpr Form turn = one_of(turn_names);
constexpr std::array<Key, 4> summary_keys{{
    {"to", &text, "Đơn vị hoặc vai trò nhận bản tổng hợp", "Unit or role that gets it", true},
    {"every", &turn, "Mỗi ngày, tuần (mặc định), tháng hay quý", "Each day, week, month or quarter"},
    {"on", &text, "Thứ trong tuần, hoặc ngày trong tháng (đầu quý)", "Day of the week, or of the (first) month"},
    {"at", &time_of_day, "Giờ lập, mặc định 07:30", "Time of day, 07:30 unless said"},
}};

constexpr std::array<Key, 2> admin_keys{{
    {"channel", &text, "Kênh gửi", "Channel", true},
    {"to", &text, "Địa chỉ trên kênh đó", "Address on it", true},
}};

constexpr std::array<Key, 4> site_keys{{
    {"name", &text, "Tên ký dưới thông báo", "Signs the messages", true},
    {"mail_from", &text, "Hộp thư ở dòng Từ", "The From of every mail", true},
    {"domain", &text, "Tên miền của Message-ID", "Domain of Message-IDs"},
    {"utc_offset", &text, "Độ lệch giờ, mặc định +07:00", "Offset from UTC"},
}};

constexpr Key id_key{"id", &text, "Tên kênh, units.yaml và chính sách nhắc tới", "Name of the channel", true};
constexpr Key ca_file{"ca_file", &text, "Chứng thư gốc riêng", "PEM file of a private authority"};
constexpr Key timeout{"timeout", &text, "Chờ lâu nhất, ví dụ 60s", "Longest wait"};
constexpr Form sessions = whole(1, 256);
constexpr Key connections{"connections", &sessions, "Số phiên cùng lúc", "Sessions at once"};
constexpr Form rate_form = matching("^[1-9][0-9]{0,5}/[smh]$");
constexpr Key rate{"rate", &rate_form, "Nhiều nhất bao nhiêu thông báo, ví dụ 30/m", "Most messages, such as 30/m"};
constexpr Form size_form = matching("^[1-9][0-9]{0,8}(k|M)?$");
constexpr Key max_size{"max_size", &size_form, "Thông báo lớn nhất, ví dụ 200k", "Largest message, such as 200k"};
constexpr Key fallback{"fallback", &text, "Kênh dự phòng khi không gửi được", "Channel to use when a message dies"};
constexpr Key allow_http{"allow_http", &text, "yes: cho cả http://", "yes: http:// too"};
constexpr Key allow_private{"allow_private", &text, "Địa chỉ nội bộ được phép gọi",
                            "Private addresses that may be called"};
constexpr Key base_url{"base_url", &text, "Máy chủ thay cho máy chủ của dịch vụ",
                       "Another host than the service's own"};

/// What all channels over HTTP have at their end, and those of messaging services before it.
constexpr std::array<Key, 8> over_http{{
    allow_http,
    allow_private,
    ca_file,
    timeout,
    connections,
    rate,
    max_size,
    fallback,
}};

template <std::size_t First, std::size_t Second>
constexpr std::array<Key, First + Second> joined(const std::array<Key, First>& first,
                                                 const std::array<Key, Second>& second) {
    return [&]<std::size_t... I, std::size_t... J>(std::index_sequence<I...>, std::index_sequence<J...>) {
        return std::array<Key, First + Second>{{first[I]..., second[J]...}};
    }
    (std::make_index_sequence<First>{}, std::make_index_sequence<Second>{});
}

constexpr auto of_service = joined(std::array<Key, 1>{{base_url}}, over_http);
constexpr std::array<Key, 4> of_account{{
    {"app_id", &text, "Mã ứng dụng", "Id of the app", true},
    {"tokens", &text, "Tệp giữ cặp mã mới nhất, tính từ state",
     "File of the newest pair of tokens, from the state directory", true},
    {"secret_key_file", &text, "Tệp chứa khóa bí mật của ứng dụng", "File that holds the secret key of the app", true},
    {"refresh_token_file", &text, "Tệp chứa refresh token đầu tiên", "File that holds the first refresh token", true},
}};

constexpr std::array<std::string_view, 1> maildir_name{"maildir"};
constexpr Form maildir_kind = one_of(maildir_name);
constexpr std::array<Key, 6> maildir_keys{{
    id_key,
    {"kind", &maildir_kind, "Ghi thành tệp", "Files of this machine", true},
    {"path", &text, "Thư mục, tính từ state", "Folder, from the state directory", true},
    rate,
    max_size,
    fallback,
}};

constexpr std::array<std::string_view, 1> smtp_name{"smtp"};
constexpr Form smtp_kind = one_of(smtp_name);
constexpr std::array<std::string_view, 3> tls_names{"starttls", "implicit", "none"};
constexpr Form tls = one_of(tls_names);
constexpr Form port = whole(1, 65535);
constexpr std::array<Key, 19> smtp_keys{{
    id_key,
    {"kind", &smtp_kind, "Thư qua máy chủ thư", "Mail through a server", true},
    {"host", &text, "Máy chủ thư", "Mail server", true},
    {"port", &port, "Cổng", "Port"},
    {"tls", &tls, "Cách mã hóa", "Encryption"},
    {"user", &text, "Tên đăng nhập", "Who logs in"},
    {"password_file", &text, "Tệp chứa mật khẩu", "File that holds the password"},
    {"oauth2_token", &text, "Tệp chứa mã XOAUTH2, thay cho mật khẩu",
     "File with the token of XOAUTH2, instead of a password"},
    {"from", &text, "Địa chỉ nhận thư báo lỗi", "Where bounces go", true},
    {"bounces", &text, "Hộp thư báo lỗi: maildir, tính từ state, hoặc imaps://máy chủ/INBOX",
     "Where bounces are read: a maildir, from the state directory, or imaps://host/INBOX"},
    {"bounces_user", &text, "Tên đăng nhập hộp thư báo lỗi, nếu khác user", "Who logs in there, where it is not user"},
    {"bounces_password_file", &text, "Tệp chứa mật khẩu của hộp thư báo lỗi", "File that holds its password"},
    {"helo", &text, "Tên tự xưng với máy chủ", "What the server is greeted with"},
    ca_file,
    timeout,
    connections,
    rate,
    max_size,
    fallback,
}};

constexpr std::array<std::string_view, 1> webhook_name{"webhook"};
constexpr Form webhook_kind = one_of(webhook_name);
constexpr auto webhook_keys =
    joined(std::array<Key, 3>{{
               id_key,
               {"kind", &webhook_kind, "Gọi phần mềm khác, có ký", "Signed calls to other software", true},
               {"secret_file", &text, "Tệp chứa khóa ký", "File that holds the signing key"},
           }},
           over_http);

constexpr std::array<std::string_view, 1> slack_name{"slack"};
constexpr Form slack_kind = one_of(slack_name);
constexpr auto slack_keys = joined(std::array<Key, 3>{{
                                       id_key,
                                       {"kind", &slack_kind, "Slack", "Slack", true},
                                       {"urls_file", &text, "Tệp các dòng: tên URL", "File of lines: name URL"},
                                   }},
                                   of_service);

constexpr std::array<std::string_view, 1> teams_name{"teams"};
constexpr Form teams_kind = one_of(teams_name);
constexpr auto teams_keys = joined(std::array<Key, 3>{{
                                       id_key,
                                       {"kind", &teams_kind, "Microsoft Teams", "Microsoft Teams", true},
                                       {"urls_file", &text, "Tệp các dòng: tên URL", "File of lines: name URL"},
                                   }},
                                   of_service);

constexpr std::array<std::string_view, 1> telegram_name{"telegram"};
constexpr Form telegram_kind = one_of(telegram_name);
constexpr auto telegram_keys =
    joined(std::array<Key, 3>{{
               id_key,
               {"kind", &telegram_kind, "Telegram", "Telegram", true},
               {"token_file", &text, "Tệp chứa mã của bot", "File that holds the bot's token", true},
           }},
           of_service);

constexpr std::array<std::string_view, 1> zalo_bot_name{"zalo-bot"};
constexpr Form zalo_bot_kind = one_of(zalo_bot_name);
constexpr auto zalo_bot_keys =
    joined(std::array<Key, 3>{{
               id_key,
               {"kind", &zalo_bot_kind, "Zalo Bot", "Zalo Bot", true},
               {"token_file", &text, "Tệp chứa mã của bot", "File that holds the bot's token", true},
           }},
           of_service);

constexpr std::array<std::string_view, 1> zalo_oa_name{"zalo-oa"};
constexpr Form zalo_oa_kind = one_of(zalo_oa_name);
constexpr auto zalo_oa_keys = joined(joined(std::array<Key, 2>{{
                                                id_key,
                                                {"kind", &zalo_oa_kind, "Zalo OA", "Zalo OA", true},
                                            }},
                                            of_account),
                                     of_service);

constexpr std::array<std::string_view, 1> zalo_oa_group_name{"zalo-oa-group"};
constexpr Form zalo_oa_group_kind = one_of(zalo_oa_group_name);
constexpr auto zalo_oa_group_keys =
    joined(joined(std::array<Key, 2>{{
                      id_key,
                      {"kind", &zalo_oa_group_kind, "Nhóm của Zalo OA", "Group of a Zalo OA", true},
                  }},
                  of_account),
           of_service);

constexpr std::array<std::string_view, 1> zns_name{"zns"};
constexpr Form zns_kind = one_of(zns_name);
constexpr auto zns_keys =
    joined(joined(joined(std::array<Key, 2>{{
                             id_key,
                             {"kind", &zns_kind, "Zalo ZNS", "Zalo ZNS", true},
                         }},
                         of_account),
                  std::array<Key, 1>{{
                      {"template_id", &text, "Mã mẫu ZNS đã duyệt", "Id of the approved template", true},
                  }}),
           of_service);

}  // namespace

constinit const Shape config_file{"config_file", config_keys};
constinit const Shape site{"site", site_keys};
constinit const Shape guard{"guard", guard_keys};
constinit const Shape admin{"admin", admin_keys};
constinit const Shape answers{"answers", answers_keys};
constinit const Shape heartbeat{"heartbeat", heartbeat_keys};
constinit const Shape budget{"budget", budget_keys};
constinit const Shape summary{"summary", summary_keys};
constinit const Shape maildir{"maildir", maildir_keys};
constinit const Shape smtp{"smtp", smtp_keys};
constinit const Shape webhook{"webhook", webhook_keys};
constinit const Shape slack{"slack", slack_keys};
constinit const Shape teams{"teams", teams_keys};
constinit const Shape telegram{"telegram", telegram_keys};
constinit const Shape zalo_bot{"zalo-bot", zalo_bot_keys};
constinit const Shape zalo_oa{"zalo-oa", zalo_oa_keys};
constinit const Shape zalo_oa_group{"zalo-oa-group", zalo_oa_group_keys};
constinit const Shape zns{"zns", zns_keys};
constinit const std::array<const Shape*, 10> channels{&maildir,  &smtp,     &webhook, &slack,         &teams,
                                                      &telegram, &zalo_bot, &zalo_oa, &zalo_oa_group, &zns};

const Shape* channel(std::string_view kind) noexcept {
    const auto found =
        std::find_if(channels.begin(), channels.end(), [kind](const Shape* shape) { return shape->name == kind; });
    return found == channels.end() ? nullptr : *found;
}

}  // namespace dondoc::config::shapes
