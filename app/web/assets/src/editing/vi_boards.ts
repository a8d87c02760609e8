// Vietnamese of our own words on the drawing board.
export const vietnameseOfBoards: Record<string, string> = {
};
