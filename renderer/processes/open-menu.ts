/** Does what the secondary button of a mouse would do there, in pixels of the page. */
export function openMenuAt(element: Element, clientX: number, clientY: number): void {
  element.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, clientX, clientY }),
  );
}
