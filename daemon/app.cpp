#include "daemon/app.hpp"

#include "daemon/outbox/retry.hpp"
#include "daemon/outbox/server_of.hpp"
#include "daemon/service_manager.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace dondoc {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr int files_wrong = 1;
constexpr int out_of_reach = 3;
constexpr auto grace = 8s;  // of the 10 s that stopping may take
constexpr auto rest_after_trouble = 5s;
constexpr int most_failures = 10;  // of the store in a row, for a run that has an end
constexpr auto between_bounces = 60s;
constexpr auto between_looks_at_clock = 60s;  // while it is wrong; that it is set wakes the daemon as well
constexpr auto between_signs_of_life = 5min;  ///< well within what counts as a gap
constexpr auto settle = 200ms;                // editors and package managers write several files at once
constexpr int most_settling = 25;             // times; then what is there is read all the same
constexpr auto patience = 1s;  // for other programs that write to the database; then it is tried again later

/// Rule files with errors matter only where no former ones are kept.
FoundSite find(const std::string& path) {
    auto found = find_site(path);
    if (!found) throw StartError(files_wrong, config::format(found.error()));
    std::error_code error;
    if (!found->site && !std::filesystem::exists(found->config.database(), error))
        throw StartError(files_wrong, config::format(found->problems));
    return std::move(*found);
}

std::shared_ptr<const config::Site> first_site(RuleSets& rule_sets, const FoundSite& found, clock::Instant now) {
    try {
        if (auto site = rule_sets.begin(found, now)) return site;
    } catch (const store::StoreError& error) {
        throw StartError(out_of_reach, error.what());
    }
    throw StartError(files_wrong, config::format(found.problems));
}

std::unique_ptr<clock::Clock> make_clock(const Options& options, const config::Config& config) {
    if (!options.simulated()) return std::make_unique<clock::SystemClock>();
    if (!config.simulation) {
        throw StartError(files_wrong,
                         fmt::format("{}: --from/--to gửi thư thật theo đồng hồ giả lập; chỉ chạy khi tệp này ghi "
                                     "`simulation: true` (a simulated clock really sends; it runs only where "
                                     "this file says `simulation: true`)",
                                     config.path));
    }
    return std::make_unique<clock::SimulatedClock>(config.instant(rules::dates::at(*options.from, 0s)));
}

std::unique_ptr<InstanceLock> lock_state(const config::Config& config) {
    if (const auto made = config::make_state_dir(config); !made) throw StartError(out_of_reach, made.error());
    try {
        auto lock = std::make_unique<InstanceLock>(config.state_dir + "/dondocd.lock");
        if (lock->held()) return lock;
    } catch (const std::system_error& error) {
        throw StartError(out_of_reach, fmt::format("{}: state: {} (cannot write there)", config.path, error.what()));
    }
    throw StartError(out_of_reach,
                     fmt::format("{}: state: đã có một dondocd khác chạy với {} (another dondocd works on it)",
                                 config.path, config.state_dir));
}

std::unique_ptr<store::Store> open_store(const config::Config& config) {
    try {
        return store::open_sqlite(config.database());
    } catch (const store::StoreError& error) {
        throw StartError(out_of_reach, error.what());
    }
}

/// Those of files, and what reports on mails must prove themselves by.
std::vector<notifiers::ChannelConfig> with_secrets(const config::Config& config, const std::string& credentials_dir,
                                                   store::Store& store) {
    auto channels = config::read_secrets(config, credentials_dir);
    if (!channels) throw StartError(files_wrong, channels.error());
    try {
        for (auto& channel : *channels) {
            if (channel.kind == "smtp") channel.secrets["report_key"] = store.site_key();
        }
    } catch (const store::StoreError& error) {
        throw StartError(out_of_reach, error.what());
    }
    return std::move(*channels);
}

Bounces open_bounces(const config::Config& config, const std::vector<notifiers::ChannelConfig>& channels,
                     const asio::any_io_executor& executor) {
    auto bounces = Bounces::open(channels, executor);
    if (!bounces) throw StartError(files_wrong, fmt::format("{}: {}", config.path, bounces.error()));
    return std::move(*bounces);
}

std::vector<outbox::Channel> make_channels(const config::Config& config,
                                           const std::vector<notifiers::ChannelConfig>& entries,
                                           const asio::any_io_executor& executor, const clock::Clock& clock) {
    std::vector<outbox::Channel> channels;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto notifier = notifiers::make_notifier(entries[i], executor, [&clock] { return clock.now(); });
        if (!notifier) throw StartError(files_wrong, fmt::format("{}: {}", config.path, notifier.error()));
        const auto& entry = config.channels[i];
        channels.push_back({entry.config.id, std::move(*notifier), entry.limit, entry.rate, entry.max_size});
    }
    return channels;
}

/// What a server asked for keeps the whole channel where it has no other one.
std::chrono::seconds quiet_asked_for(const store::Claimed& claimed, const store::Attempt& attempt) {
    const bool only = outbox::server_of(claimed.envelope.to).empty();
    return only ? attempt.delivery.retry_after.value_or(0s) : 0s;
}

Movement::Spans spans_of_rates(const config::Config& config) {
    Movement::Spans spans;
    for (const auto& channel : config.channels) {
        if (channel.rate) spans.emplace(channel.config.id, channel.rate->span);
    }
    return spans;
}

/// Takes what was put into the outbox for a channel that is not configured any more, or comes in for another message later,
/// so that it does not wait for ever.
class GoneChannel final : public notifiers::Notifier {
public:
    asio::awaitable<notifiers::Delivery> send(notifiers::Envelope envelope) override {
        notifiers::Delivery delivery;
        delivery.outcome = notifiers::Delivery::Outcome::rejected;
        delivery.reason =
            fmt::format("kênh '{}' không còn trong cấu hình (channel is not configured any more)", envelope.channel);
        co_return delivery;
    }
};

void add_gone_channels(store::Store& store, std::vector<outbox::Channel>& channels) {
    for (const auto& id : store.channels_in_use()) {
        const bool there =
            std::any_of(channels.begin(), channels.end(), [&](const auto& channel) { return channel.id == id; });
        if (!there) channels.push_back({id, std::make_unique<GoneChannel>(), 1});
    }
}

}  // namespace

struct App::Signals {
    explicit Signals(asio::io_context& io) : set(io, SIGTERM, SIGINT, SIGHUP) {}
    asio::signal_set set;
};

App::App(Options options)
    : options_(std::move(options)),
      found_(find(options_.config_path)),
      clock_(make_clock(options_, found_.config)),
      io_(1),
      lock_(lock_state(found_.config)),
      store_(open_store(found_.config)),
      rule_sets_(*store_),
      site_(first_site(rule_sets_, found_, clock_->now())),
      cycle_(*store_, site_, options_.simulated() ? Cycle::Trust::yes : Cycle::Trust::no),
      routine_(*store_, site_),
      heart_(io_.get_executor(), *clock_),
      log_head_(site_->config.database()),
      files_changed_(rule_sets_.differ()) {
    found_ = {};
    const auto channels = with_secrets(site_->config, options_.credentials_dir, *store_);
    channels_ = make_channels(site_->config, channels, io_.get_executor(), *clock_);
    bounces_ = open_bounces(site_->config, channels, io_.get_executor());
    log_warnings();
    if (const auto fault = heart_.use(site_->config.routine.heartbeat, site_->config.utc_offset); !fault.empty())
        throw StartError(files_wrong, fmt::format("{}: {}", site_->config.path, fault));
    alarm_ = clock_->make_alarm(io_.get_executor());
    auto links = load_answer_links(site_->config, options_.credentials_dir);
    if (!links) throw StartError(files_wrong, links.error());
    links_ = std::move(*links);
    cycle_.link_answers(answer_url(links_));
    if (!options_.simulated() && !options_.once) start_http();
}

App::~App() = default;

std::uint16_t App::http_port() const {
    return http_ ? http_->port() : std::uint16_t{0};
}

void App::start_http() {
    if (!site_->config.listen) return;
    std::vector<http::Route> routes{
        {"/healthz",
         [this](const auto&) { return http::Answer{.status = health_ == "ok" ? 200U : 503U, .body = health()}; }},
        {"/metrics",
         [this](const auto&) {
             return http::Answer{.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics_.text()};
         }},
        {"/a/{token}", [this](const auto& request) { return take_answer(request); }},
        {"/a/{token}/{answer}", [this](const auto& request) { return take_answer(request); }, true}};
    http::Settings settings;
    if (site_->config.answers) settings.trusted_proxies = site_->config.answers->trusted_proxies;
    try {
        http_.emplace(io_.get_executor(), site_->config.listen->address, site_->config.listen->port, std::move(routes),
                      std::move(settings), [](const std::string& trouble) { spdlog::error("http: {}", trouble); });
    } catch (const std::system_error& error) {
        throw StartError(out_of_reach, fmt::format("{}: listen: không mở được cổng {} (cannot listen)",
                                                   site_->config.path, error.what()));
    }
}

void App::start_courier() {
    store_->release_claims();
    store_->pull_forward(clock_->now(), outbox::give_up_after);
    outbox::Courier::Observer observer;
    observer.dead_letter = [this](const auto& claimed, const auto& delivery) {
        return tell_of_dead_letter(claimed, delivery);
    };
    observer.attempted = [this](const store::Claimed& claimed, const store::Attempt& attempt) {
        metrics_.attempt(claimed.envelope.channel, attempt.state);
        movement_.attempted(claimed.envelope.channel, attempt.at, quiet_asked_for(claimed, attempt));
        if (attempt.state == store::MessageState::sent) {
            if (attempt.delivery.needs_person)
                spdlog::warn("{}: {}: {}", claimed.envelope.channel, claimed.recipient, attempt.delivery.reason);
            return;
        }
        spdlog::warn("{}: {} → {}: {} [{}]{}", claimed.envelope.channel, claimed.envelope.id, claimed.recipient,
                     attempt.delivery.reason, attempt.delivery.answer,
                     attempt.next ? ", sẽ gửi lại (will retry)" : ", không gửi lại (given up)");
    };
    observer.breaker = [this](const auto& channel, const auto& server, const outbox::Breaker& breaker,
                              const std::string& reason) { server_changed(channel, server, breaker, reason); };
    observer.trouble = [this](const std::string& what) { store_failed(what); };
    observer.written = [this] {
        failures_ = 0;
        if (health_ == "store") health_ = "ok";
    };
    add_gone_channels(*store_, channels_);
    if (options_.simulated() || options_.once) {
        courier_.emplace(*store_, *clock_, io_.get_executor(), std::move(observer));
    } else {
        courier_.emplace(open_store(site_->config), *clock_, io_.get_executor(), std::move(observer));
    }
    courier_->start(std::move(channels_));
}

void App::make_summaries_beside() {
    routine_.work_beside({.executor = io_.get_executor(),
                          .open_store = [this] { return store::open_sqlite(site_->config.database()); },
                          .written = [this] { courier_->poke(); },
                          .trouble = [this](const std::string& what) { store_failed(what); }});
}

void App::server_changed(const std::string& channel, const std::string& server, const outbox::Breaker& breaker,
                         const std::string& reason) {
    const bool open = breaker.state() != outbox::Breaker::State::closed;
    metrics_.server(channel, server, open);
    const clock::Instant now = clock_->now();
    if (open) {
        spdlog::warn("{} {}: tạm ngưng gửi sau {} lần hỏng liên tiếp (paused after failures in a row): {}", channel,
                     server, breaker.failures(), reason);
    } else {
        spdlog::info("{} {}: gửi được trở lại (works again)", channel, server);
    }
    try {
        store_->note_server({.channel = channel,
                             .server = server,
                             .since = now,
                             .until = open ? breaker.until() : now,
                             .failures = breaker.failures(),
                             .reason = reason});
    } catch (const store::StoreError& error) {
        store_failed(error.what());
    }
}

std::vector<store::OutboxMessage> App::tell_of_dead_letter(const store::Claimed& claimed,
                                                           const notifiers::Delivery& delivery) {
    const bool counted = dead_letters_.due().has_value();
    const auto kinds = site_->config.channel_kinds();
    auto messages = dead_letters_.tell(claimed, delivery, compose_context(kinds, clock_->now()));
    if (!counted && dead_letters_.due()) alarm_->ring();
    return messages;
}

/// Of the dead letters that were only counted.
void App::tell_of_counted(clock::Instant now) {
    const auto kinds = site_->config.channel_kinds();
    tell(dead_letters_.notice(compose_context(kinds, now)), now);
    dead_letters_.told();
}

int App::run() {
    handle_signals();
    if (options_.simulated()) {
        asio::co_spawn(io_, drive_simulation(), asio::detached);
    } else if (!options_.once) {
        // Before live() says that it is ready: whoever waited for that may change a file at once.
        asio::co_spawn(io_, watch(), [this](const std::exception_ptr& error) { watching_ended(error); });
        asio::co_spawn(io_, feed_watchdog(), asio::detached);
        asio::co_spawn(io_, watch_bounces(), asio::detached);
    }
    asio::co_spawn(io_, live(), [](const std::exception_ptr& error) {
        if (error) std::rethrow_exception(error);
    });
    io_.run();
    return exit_code_;
}

void App::handle_signals() {
    if (!signals_) signals_ = std::make_unique<Signals>(io_);
    signals_->set.async_wait([this](const boost::system::error_code& error, int signal) {
        if (error) return;
        if (signal == SIGHUP) {
            reload();
        } else {
            spdlog::info("dừng: hoàn tất thư đang gửi (stopping: finishing what is under way)");
            stop();
        }
        handle_signals();
    });
}

asio::awaitable<void> App::live() {
    try {
        co_await serve();
    } catch (const std::exception& error) {
        spdlog::critical("{}", error.what());
        exit_code_ = out_of_reach;
    }
    co_await shut_down();
}

asio::awaitable<void> App::serve() {
    clock::Instant before = clock_->now();
    store_->begin_tracking(rules::dates::date_of(site_->config.local(before)));
    if (store_->open_refusal()) files_changed_ = true;  // they may be right again since then
    start_courier();
    const clock::Instant first = cycle_.first_wake_up(before);
    clock::Instant due = options_.once ? before : first;
    if (!options_.once && !options_.simulated()) {
        store_->be_patient_for(patience);
        make_summaries_beside();
    }
    service_manager::ready("đang chạy (running)");
    while (!stopping_) {
        const clock::Instant now = clock_->now();
        if (now < before) clock_set_back(before, now, due);
        before = now;
        const bool ahead = judge_clock(now) == clock::Trust::Verdict::ahead;
        if (ahead) health_ = "clock";
        const bool good = ahead || take_a_turn(now, due);
        metrics_.next_wake_up(due);
        if (options_.once) {
            if (!good) exit_code_ = out_of_reach;
            if (good && (refused_ || held_)) exit_code_ = files_wrong;
            co_await until_idle();
            break;
        }
        const auto wake = ahead ? now + between_looks_at_clock : good ? next_turn(now, due) : now + rest_after_trouble;
        co_await alarm_->sleep_until(wake);
    }
}

/// Runs a cycle where it is due and moves `due` to the next one. False where the store failed: a cycle that is due stays
/// due, whatever else wakes the daemon meanwhile.
bool App::take_a_turn(clock::Instant now, clock::Instant& due) {
    try {
        if (now >= due) cycle(now);
        look_at_changes(now);
        if (files_changed_) look_at_files(now);
        look_at_templates(now);
        say_log_head(now);
        if (const auto then = dead_letters_.due(); then && site_->config.local(now) >= *then) tell_of_counted(now);
        if (!held_) {
            due = cycle_.next_wake_up(now);
            store_->note_alive(now);
            keep_routine(now);
        }
        metrics_.open_subjects(cycle_.open_assignments());
        health_ = held_ ? "held" : clock_verdict_ == clock::Trust::Verdict::good ? "ok" : "clock";
        failures_ = 0;
        return true;
    } catch (const store::StoreError& error) {
        store_failed(error.what());
        return false;
    }
}

/// What is said by itself at set times; and a sign of life for a watch, in service only.
void App::keep_routine(clock::Instant now) {
    movement_.look(store_->busy_channels(now), now);
    Standing standing{.open = cycle_.open_assignments(), .stuck = movement_.stuck(spans_of_rates(site_->config), now)};
    if (clock_verdict_ != clock::Trust::Verdict::good)
        standing.troubles.emplace_back("đồng hồ của máy sai, chưa nhắc gì (the clock is wrong, nothing is evaluated)");
    if (routine_.run(now, standing) > 0) courier_->poke();
    const bool in_service = !options_.simulated() && !options_.once;
    if (const auto beat = heart_.next(); in_service && beat && now >= *beat)
        heart_.beat(now, site_->config.sender.site_name, signs_of_life(*store_, standing, now));
}

/// When there is something to do, and every few minutes to say that somebody is awake.
clock::Instant App::next_turn(clock::Instant now, clock::Instant due) const {
    if (held_) return now + between_signs_of_life;
    clock::Instant next = due;
    if (const auto notice = dead_letters_.due()) next = std::min(next, site_->config.instant(*notice));
    if (const auto routine = routine_.next(now)) next = std::min(next, *routine);
    return options_.simulated() ? next : std::min(next, now + between_signs_of_life);
}

void App::cycle(clock::Instant now) {
    const auto started = std::chrono::steady_clock::now();
    const auto result = cycle_.run(now);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    metrics_.cycle(result.reminders, result.messages, took.count());
    held_ = result.held;
    if (result.held)
        spdlog::error(
            "dondoc đã ngừng quá lâu nên chưa gửi bù gì: hãy kiểm tra đồng hồ máy, rồi xem dondoc confirm (away for so "
            "long that nothing is sent before somebody confirms: check the clock)");
    if (const auto& gap = result.gap)
        spdlog::warn(
            "không chạy từ {} đến {}: {} lời nhắc của {} đơn vị bị lỡ, {} không gửi nữa (was not running; missed, "
            "dropped)",
            rules::dates::format_iso(site_->config.local(gap->since)),
            rules::dates::format_iso(site_->config.local(gap->until)), gap->missed, gap->units, gap->dropped);
    if (result.reminders > 0 || result.alerts > 0) {
        spdlog::info("{}: {} lời nhắc, {} cảnh báo, {} thông báo (reminders, alerts, messages)",
                     rules::dates::format_iso(site_->config.local(now)), result.reminders, result.alerts,
                     result.messages);
    }
    for (const auto& fault : result.faults)
        spdlog::warn("quy tắc tuân thủ không tính được (a check could not be evaluated): {}", fault);
    for (const auto& sentence : result.broken_silences) spdlog::warn("{}", sentence);
    for (const auto& key : result.untold)
        spdlog::warn(
            "cảnh báo {} không gửi được cho ai, sẽ báo lại sáng làm việc sau: cần địa chỉ trong units.yaml "
            "(nobody could be told of this alert)",
            key);
    courier_->poke();
}

/// For the journal only: a day without it stops nothing.
void App::say_log_head(clock::Instant now) {
    try {
        if (const auto head = log_head_.on(rules::dates::date_of(site_->config.local(now))))
            spdlog::info("đầu chuỗi nhật ký (head of the event log, for dondoc audit verify --expect): {}", *head);
    } catch (const store::StoreError& error) {
        spdlog::warn("không đọc được đầu chuỗi nhật ký (the head of the event log cannot be read): {}", error.what());
    }
}

void App::store_failed(const std::string& what) {
    metrics_.store_trouble();
    health_ = "store";
    spdlog::error("{}", what);
    if (++failures_ >= most_failures && (options_.once || options_.simulated())) {
        exit_code_ = out_of_reach;
        stop();
    }
}

asio::awaitable<void> App::until_idle() {
    asio::steady_timer pause(io_);
    do {
        pause.expires_after(1ms);
        co_await pause.async_wait(asio::use_awaitable);
    } while (!stopping_ && !courier_->idle());
}

bool App::at_rest() const {
    return alarm_->sleeping() && courier_ && courier_->idle();
}

asio::awaitable<void> App::drive_simulation() {
    auto& clock = dynamic_cast<clock::SimulatedClock&>(*clock_);
    const auto end = site_->config.instant(rules::dates::at(*options_.to + std::chrono::days{1}, 0s)) - 1s;
    asio::steady_timer pause(io_);
    while (!stopping_) {
        if (at_rest() && !clock.advance(end)) break;
        pause.expires_after(100us);
        co_await pause.async_wait(asio::use_awaitable);
    }
    stop();
}

asio::awaitable<void> App::watch() {
    const std::string changed_file = site_->config.changed_file();
    watcher_.emplace(io_.get_executor());
    watch_again();
    asio::steady_timer pause(io_);
    while (!stopping_) {
        auto paths = co_await watcher_->changed();
        if (stopping_) co_return;
        if (paths.empty()) throw std::runtime_error("inotify: không đọc được nữa (cannot be read any more)");
        alarm_->ring();  // what the command line wrote is looked at now
        if (courier_) courier_->poke();
        paths.erase(changed_file);
        if (paths.empty()) continue;
        int times = 0;
        do {
            pause.expires_after(settle);
            co_await pause.async_wait(asio::use_awaitable);
        } while (!watcher_->changed_meanwhile().empty() && ++times < most_settling);
        watch_again();
        reload();
    }
}

asio::awaitable<void> App::watch_bounces() {
    asio::steady_timer pause(io_);
    while (!stopping_) {
        try {
            for (const auto& trouble : co_await bounces_.read(site_, *store_, *clock_)) spdlog::warn("{}", trouble);
            if (courier_) courier_->poke();
        } catch (const store::StoreError& error) {
            store_failed(error.what());
        } catch (const std::exception& error) {
            spdlog::error("thư báo lỗi không đọc được, sẽ thử lại (bounces cannot be read, will try again): {}",
                          error.what());
        }
        pause.expires_after(between_bounces);
        co_await pause.async_wait(asio::use_awaitable);
    }
}

asio::awaitable<void> App::feed_watchdog() {
    const auto interval = service_manager::watchdog_interval();
    if (!interval) co_return;
    asio::steady_timer timer(io_);
    while (!stopping_) {
        service_manager::still_alive();
        timer.expires_after(*interval);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

void App::stop() {
    if (stopping_) return;
    stopping_ = true;
    service_manager::stopping();
    alarm_->ring();
}

asio::awaitable<void> App::shut_down() {
    stopping_ = true;
    if (http_) http_->stop();
    if (watcher_) watcher_->stop();
    try {
        if (courier_) co_await courier_->finish(grace);
        if (dead_letters_.due()) tell_of_counted(clock_->now());  // the next one knows nothing of them
        store_->release_claims();
    } catch (const store::StoreError& error) {
        spdlog::error("{}", error.what());
    }
    io_.stop();
}

}  // namespace dondoc
