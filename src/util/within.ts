/**
 * What a promise brings; the other value when that takes longer, or fails. Nothing tells the work to end: it may come
 * too late for everybody.
 */
export async function within<T>(ms: number, promise: PromiseLike<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
