// <button data-copy="text" data-copied="Đã chép">: puts the text on the clipboard and says so.
export function copyOnClick(): void {
  document.addEventListener('click', async (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-copy]');
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy ?? '');
    const word = button.querySelector('[data-word]') ?? button;
    const before = word.textContent;
    word.textContent = button.dataset.copied ?? before;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
}
