/** Like `read`, but reads each thing only once and then answers from memory. */
export function readOnce<K, T>(read: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const promises = new Map<K, Promise<T>>()
  return (key) => {
    const promise = promises.get(key) ?? read(key)
    promises.set(key, promise)
    return promise
  }
}
