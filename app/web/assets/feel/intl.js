// Temporal asks Intl for clocks of places; QuickJS has none. Offsets stand here as they are today, with
// the summer rule of the place: enough for values that name a zone, and no library of history.
const EUROPE = { from: [2, -1, 60], to: [9, -1, 60], utc: true };
const AMERICA = { from: [2, 2, 120], to: [10, 1, 120] };
const SOUTH = { from: [9, 1, 120], to: [3, 1, 180] };
const ZONES = {
  'UTC': [0], 'ETC/UTC': [0], 'GMT': [0], 'ETC/GMT': [0], 'Z': [0],
  'ASIA/HO_CHI_MINH': [420], 'ASIA/SAIGON': [420], 'ASIA/BANGKOK': [420], 'ASIA/SINGAPORE': [480],
  'ASIA/SHANGHAI': [480], 'ASIA/HONG_KONG': [480], 'ASIA/TOKYO': [540], 'ASIA/SEOUL': [540], 'ASIA/KOLKATA': [330],
  'ASIA/DHAKA': [360], 'ASIA/DUBAI': [240], 'EUROPE/MOSCOW': [180], 'EUROPE/LONDON': [0, EUROPE],
  'EUROPE/PARIS': [60, EUROPE], 'EUROPE/BERLIN': [60, EUROPE], 'EUROPE/ROME': [60, EUROPE],
  'EUROPE/MADRID': [60, EUROPE], 'EUROPE/VIENNA': [60, EUROPE], 'EUROPE/ZURICH': [60, EUROPE],
  'EUROPE/BRUSSELS': [60, EUROPE], 'EUROPE/AMSTERDAM': [60, EUROPE], 'EUROPE/BUDAPEST': [60, EUROPE],
  'EUROPE/BUCHAREST': [120, EUROPE], 'EUROPE/ATHENS': [120, EUROPE], 'AMERICA/NEW_YORK': [-300, AMERICA],
  'AMERICA/CHICAGO': [-360, AMERICA], 'AMERICA/DENVER': [-420, AMERICA], 'AMERICA/LOS_ANGELES': [-480, AMERICA],
  'AMERICA/SAO_PAULO': [-180], 'AUSTRALIA/MELBOURNE': [600, SOUTH], 'AUSTRALIA/SYDNEY': [600, SOUTH],
  'AUSTRALIA/BRISBANE': [600], 'PACIFIC/AUCKLAND': [720, { from: [8, -1, 120], to: [3, 1, 180] }],
  'AFRICA/CAIRO': [120], 'AFRICA/JOHANNESBURG': [120], 'AFRICA/ALGIERS': [60],
}; // prettier-ignore
const MINUTE = 60_000;
const SUMMERS = 1972; // before it no summer time is reckoned: a time without a day stands in 1970

class Format {
  constructor(_language, { timeZone = 'ASIA/HO_CHI_MINH' } = {}) {
    this.zone = timeZone.toUpperCase();
    if (!Object.hasOwn(ZONES, this.zone)) throw new RangeError(`no such zone: ${timeZone}`);
  }
  format(value) {
    return String(value);
  }
  formatToParts(instant) {
    const wall = new Date(instant + offset(instant, ...ZONES[this.zone]) * MINUTE);
    const parts = {
      era: wall.getUTCFullYear() > 0 ? 'A' : 'B',
      year: Math.abs(wall.getUTCFullYear() > 0 ? wall.getUTCFullYear() : wall.getUTCFullYear() - 1),
      month: wall.getUTCMonth() + 1,
      day: wall.getUTCDate(),
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: wall.getUTCSeconds(),
    };
    return Object.entries(parts).map(([type, value]) => ({ type, value: String(value) }));
  }
  resolvedOptions() {
    return { locale: 'en-US', numberingSystem: 'latn', calendar: 'iso8601', timeZone: this.zone };
  }
}

function offset(instant, standard, summer) {
  const year = new Date(instant).getUTCFullYear();
  if (!summer || year < SUMMERS) return standard;
  const [start, end] = [summer.from, summer.to].map(([month, nth, minutes]) => {
    const wall = summer.utc ? 0 : standard;
    return sunday(year, month, nth) + (minutes - wall) * MINUTE;
  });
  const inside = start < end ? instant >= start && instant < end : instant >= start || instant < end;
  return standard + (inside ? 60 : 0);
}

// The nth Sunday of a month, -1 for the last, at midnight UTC.
function sunday(year, month, nth) {
  const day = new Date(Date.UTC(year, nth > 0 ? month : month + 1, nth > 0 ? 1 : 0));
  const turn = nth > 0 ? ((7 - day.getUTCDay()) % 7) + (nth - 1) * 7 : -day.getUTCDay();
  return day.getTime() + turn * 86_400_000;
}

globalThis.Intl ??= { DateTimeFormat: Format, NumberFormat: Format };
