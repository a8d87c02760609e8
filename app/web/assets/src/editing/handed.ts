// What a page hands to its script in a <data> element: nothing is asked of the server for it.

/** The data of the element with this id; empty if the page has none. */
export function handed<T>(id: string): T {
  return JSON.parse((document.getElementById(id) as HTMLDataElement | null)?.value ?? '{}') as T;
}
