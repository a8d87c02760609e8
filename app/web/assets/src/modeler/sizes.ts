// Steps are as wide here as in all drawings of the office.
export const TASK = { width: 140, height: 80 };
