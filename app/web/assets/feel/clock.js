// The office's clock, not the machine's: Python hands over the instant, and a local time is one on
// Vietnam's walls, wherever the server stands (UTC+7 all year round since 1975).
let instant = 0;
export const setClock = (milliseconds) => {
  instant = milliseconds;
};
Date.now = () => instant;
Date.prototype.getTimezoneOffset = () => -420;

const wall = () => new Date(instant + 420 * 60_000).toISOString().slice(0, -1);

export const legalDay = () => wall().slice(0, 10);
export const localTime = () => `${wall()}+07:00`;
