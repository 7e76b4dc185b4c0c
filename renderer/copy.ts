/**
 * Puts a text onto the clipboard. The page has no permissions at all, and so not that of the newer
 * interface for it; the older one needs none while a click or key is being handled.
 */
export function copy(text: string): void {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', put);
}
