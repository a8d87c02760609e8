// Luxon asks for Intl when it loads; QuickJS has none. Only numbers, dates and plain strings are
// ever read back, so a formatter that answers in plain English is enough.
class Format {
  format(value) {
    return String(value);
  }
  formatToParts() {
    return [];
  }
  resolvedOptions() {
    return { locale: 'en-US', numberingSystem: 'latn', calendar: 'gregory', timeZone: 'Asia/Ho_Chi_Minh' };
  }
}
globalThis.Intl ??= { DateTimeFormat: Format, NumberFormat: Format };
