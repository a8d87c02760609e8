// The light switch answers at once; the cookie lets the server draw the next page in the same light.
const year = 31536000;

function paint(theme: string): void {
  document.documentElement.dataset.theme = theme;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `theme=${theme}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[name=theme]')) {
    if (button.hasAttribute('aria-pressed')) button.setAttribute('aria-pressed', String(button.value === theme));
  }
}

function isDark(): boolean {
  const theme = document.documentElement.dataset.theme;
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}

export function switchTheme(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name=theme]');
    if (!button) return;
    event.preventDefault();
    paint(button.value === 'toggle' ? (isDark() ? 'light' : 'dark') : button.value);
  });
}
