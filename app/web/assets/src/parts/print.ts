/** `<button data-print>` prints the page; without script it is not shown (see `.needs-script`). */
export function printOnClick(): void {
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest('button[data-print]')) window.print();
  });
}
