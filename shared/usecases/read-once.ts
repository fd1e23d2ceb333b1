/** Like `read`, but reads each thing only once and then answers from memory. */
export function readOnce<K, T>(read: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const known = new Map<K, Promise<T>>()
  return (key) => {
    const reading = known.get(key) ?? read(key)
    known.set(key, reading)
    return reading
  }
}
