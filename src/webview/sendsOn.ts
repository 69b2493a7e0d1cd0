/**
 * Whether a key sends what was written. Enter that ends an input method's composition belongs to the input method;
 * 229 is its key in older engines.
 */
export function sendsOn(event: KeyboardEvent): boolean {
  return (
    event.key === 'Enter' && !event.isComposing && event.keyCode !== 229 && !event.shiftKey && !event.altKey
  );
}
