#include "rules/dates/astronomy.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace rules::dates::astronomy {

namespace {

constexpr double radian = std::numbers::pi / 180;
constexpr double utc_offset = 7.0 / 24;
constexpr double j2000 = 10957.5;  // 2000-01-01T12:00, in days since 1970
constexpr double synodic_month = 29.530588861;
constexpr double first_new_moon = 10962.59766;  // mean new moon of 6 January 2000
constexpr double moons_per_century = 1236.85;

double sine(double degrees) noexcept {
    return std::sin(degrees * radian);
}

/// a + bx + cx² + ...
template <std::size_t N>
double polynomial(double x, const std::array<double, N>& coefficients) noexcept {
    double value = 0;
    for (std::size_t i = N; i-- > 0;) {
        value = value * x + coefficients[i];
    }
    return value;
}

/// A term of the moon's and sun's anomalies and the moon's argument of latitude (Meeus, Astronomical Algorithms, ch. 49).
struct MoonTerm {
    double days;
    int eccentricity;  ///< power of the earth orbit's eccentricity factor
    int sun, moon, latitude;
};

constexpr std::array<MoonTerm, 24> moon_terms{{
    {-0.40720, 0, 0, 1, 0},  {0.17241, 1, 1, 0, 0},   {0.01608, 0, 0, 2, 0},   {0.01039, 0, 0, 0, 2},
    {0.00739, 1, -1, 1, 0},  {-0.00514, 1, 1, 1, 0},  {0.00208, 2, 2, 0, 0},   {-0.00111, 0, 0, 1, -2},
    {-0.00057, 0, 0, 1, 2},  {0.00056, 1, 1, 2, 0},   {-0.00042, 0, 0, 3, 0},  {0.00042, 1, 1, 0, 2},
    {0.00038, 1, 1, 0, -2},  {-0.00024, 1, -1, 2, 0}, {-0.00007, 0, 2, 1, 0},  {0.00004, 0, 0, 2, -2},
    {0.00004, 0, 3, 0, 0},   {0.00003, 0, 1, 1, -2},  {0.00003, 0, 0, 2, 2},   {-0.00003, 0, 1, 1, 2},
    {0.00003, 0, -1, 1, 2},  {-0.00002, 0, -1, 1, -2}, {-0.00002, 0, 1, 3, 0}, {0.00002, 0, 0, 4, 0},
}};

/// The pull of the planets: days, and an angle in degrees that grows with the number of the new moon.
struct PlanetTerm {
    double days, angle, per_moon;
};

constexpr std::array<PlanetTerm, 14> planet_terms{{
    {0.000325, 299.77, 0.107408},  {0.000165, 251.88, 0.016321},  {0.000164, 251.83, 26.651886},
    {0.000126, 349.42, 36.412478}, {0.000110, 84.66, 18.206239},  {0.000062, 141.74, 53.303771},
    {0.000060, 207.14, 2.453732},  {0.000056, 154.84, 7.306860},  {0.000047, 34.52, 27.261239},
    {0.000042, 207.19, 0.121824},  {0.000040, 291.34, 1.844379},  {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518},
}};

/// A term of the earth's heliocentric longitude in VSOP87D, cut off at 0.05": 1e-8 rad, rad, rad per Julian millennium.
struct SunTerm {
    double amplitude, phase, frequency;
};

constexpr std::array<SunTerm, 63> longitude_terms{{
    {3341656, 4.6692568, 6283.0758500}, {34894, 4.62610, 12566.15170}, {3497, 2.7441, 5753.3849},
    {3418, 2.8289, 3.5231},             {3136, 3.6277, 77713.7715},    {2676, 4.4181, 7860.4194},
    {2343, 6.1352, 3930.2097},          {1324, 0.7425, 11506.7698},    {1273, 2.0371, 529.6910},
    {1199, 1.1096, 1577.3435},          {990, 5.233, 5884.927},        {902, 2.045, 26.298},
    {857, 3.508, 398.149},              {780, 1.179, 5223.694},        {753, 2.533, 5507.553},
    {505, 4.583, 18849.228},            {492, 4.205, 775.523},         {357, 2.920, 0.067},
    {317, 5.849, 11790.629},            {284, 1.899, 796.298},         {271, 0.315, 10977.079},
    {243, 0.345, 5486.778},             {206, 4.806, 2544.314},        {205, 1.869, 5573.143},
    {202, 2.458, 6069.777},             {156, 0.833, 213.299},         {132, 3.411, 2942.463},
    {126, 1.083, 20.775},               {115, 0.645, 0.980},           {103, 0.636, 4694.003},
    {102, 0.976, 15720.839},            {102, 4.267, 7.114},           {99, 6.21, 2146.17},
    {98, 0.68, 155.42},                 {86, 5.98, 161000.69},         {85, 1.30, 6275.96},
    {85, 3.67, 71430.70},  {80, 1.81, 17260.15},  {79, 3.04, 12036.46},  {75, 1.76, 5088.63},
    {74, 3.50, 3154.69},   {74, 4.68, 801.82},    {70, 0.83, 9437.76},   {62, 3.98, 8827.39},
    {61, 1.82, 7084.90},   {57, 2.78, 6286.60},   {56, 4.39, 14143.50},  {56, 3.47, 6279.55},
    {52, 0.19, 12139.55},  {52, 1.33, 1748.02},   {51, 0.28, 5856.48},   {49, 0.49, 1194.45},
    {41, 5.37, 8429.24},   {41, 2.40, 19651.05},  {39, 6.17, 10447.39},  {37, 6.04, 10213.29},
    {37, 2.57, 1059.38},   {36, 1.71, 2352.87},   {36, 1.78, 6812.77},   {33, 0.59, 17789.85},
    {30, 0.44, 83996.85},  {30, 2.74, 1349.87},   {25, 3.16, 4690.48},
}};

constexpr std::array<SunTerm, 6> longitude_rate_terms{{
    {206059, 2.678235, 6283.075850}, {4303, 2.6351, 12566.1517}, {425, 1.590, 3.523},
    {119, 5.796, 26.298},            {109, 2.966, 1577.344},     {93, 2.59, 18849.23},
}};

template <std::size_t N>
double sum(const std::array<SunTerm, N>& terms, double millennia) noexcept {
    double total = 0;
    for (const SunTerm& term : terms) {
        total += term.amplitude * std::cos(term.phase + term.frequency * millennia);
    }
    return total;
}

/// Nutation in longitude, in degrees: its two largest terms, from the moon's node and the sun.
double nutation(double centuries) noexcept {
    const double node = 125.04452 - 1934.136261 * centuries;
    const double sun = 280.4665 + 36000.7698 * centuries;
    const double moon = 218.3165 + 481267.8813 * centuries;
    return (-17.20 * sine(node) - 1.32 * sine(2 * sun) - 0.23 * sine(2 * moon) + 0.21 * sine(2 * node)) / 3600;
}

/// Terrestrial minus Universal Time in days: Espenak and Meeus' polynomials, measured until 2005, a forecast after it.
double delta_t(double days) noexcept {
    const double year = 2000 + (days - j2000) / 365.25;
    double seconds = 0;
    if (year < 1986) {
        const double t = year - 1975;
        seconds = 45.45 + 1.067 * t - t * t / 260 - t * t * t / 718;
    } else if (year < 2005) {
        seconds = polynomial(year - 2000, std::array{63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599});
    } else if (year < 2050) {
        seconds = polynomial(year - 2000, std::array{62.92, 0.32217, 0.005589});
    } else {
        const double u = (year - 1820) / 100;
        seconds = -20 + 32 * u * u - (year < 2150 ? 0.5628 * (2150 - year) : 0);
    }
    return seconds / 86400;
}

}  // namespace

Instant new_moon(int n) noexcept {
    const double k = n;
    const double t = k / moons_per_century;
    const double sun = polynomial(t, std::array{2.5534 + 29.10535670 * k, 0.0, -0.0000014, -0.00000011});
    const double moon =
        polynomial(t, std::array{201.5643 + 385.81693528 * k, 0.0, 0.0107582, 0.00001238, -0.000000058});
    const double latitude =
        polynomial(t, std::array{160.7108 + 390.67050284 * k, 0.0, -0.0016118, -0.00000227, 0.000000011});
    const double node = polynomial(t, std::array{124.7746 - 1.56375588 * k, 0.0, 0.0020672, 0.00000215});
    const double eccentricity = polynomial(t, std::array{1.0, -0.002516, -0.0000074});

    double day = polynomial(
        t, std::array{first_new_moon + synodic_month * k, 0.0, 0.00015437, -0.000000150, 0.00000000073});
    for (const MoonTerm& term : moon_terms) {
        day += term.days * std::pow(eccentricity, term.eccentricity) *
               sine(term.sun * sun + term.moon * moon + term.latitude * latitude);
    }
    day -= 0.00017 * sine(node);
    for (const PlanetTerm& term : planet_terms) {
        day += term.days * sine(term.angle + term.per_moon * k);
    }
    return day;
}

int new_moon_near(Instant instant) noexcept {
    return static_cast<int>(std::lround((instant - first_new_moon) / synodic_month));
}

double solar_longitude(Instant instant) noexcept {
    const double millennia = (instant - j2000) / 365250;
    const double constant = 175347046 + sum(longitude_terms, millennia);
    const double rate = 628331966747.0 + sum(longitude_rate_terms, millennia);
    const double square = 52919 + 8720 * std::cos(1.0721 + 6283.0758 * millennia);
    const double earth = polynomial(millennia, std::array{constant, rate, square}) * 1e-8 / radian;

    constexpr double aberration = -20.49 / 3600;
    constexpr double to_fk5 = -0.09 / 3600;
    const double longitude = std::fmod(earth + 180 + aberration + to_fk5 + nutation(millennia * 10), 360);
    return longitude < 0 ? longitude + 360 : longitude;
}

Instant winter_solstice(int year) noexcept {
    constexpr double days_per_degree = 365.2422 / 360;
    Instant instant = midnight(Date{std::chrono::year{year} / 12 / 21});
    for (int step = 0; step < 4; ++step) {  // each step leaves a thirtieth of the error: below a second at the end
        instant += (270 - solar_longitude(instant)) * days_per_degree;
    }
    return instant;
}

Date day_of(Instant instant) noexcept {
    const double local = instant - delta_t(instant) + utc_offset;
    return Date{std::chrono::days{static_cast<int>(std::floor(local))}};
}

Instant midnight(Date date) noexcept {
    const double days = static_cast<double>(date.time_since_epoch().count());
    return days - utc_offset + delta_t(days);
}

}  // namespace rules::dates::astronomy
