// The headers of a request by their names in small letters, as the server finds them.

/** A plain record is taken as it is: `Headers` would copy each, which takes longer than all the rest of a request. */
export function headersOf({ headers = {} }: RequestInit): Readonly<Record<string, string>> {
  return isPlain(headers) ? headers : Object.fromEntries(new Headers(headers));
}

/** The desk writes its own names in small letters. */
function isPlain(headers: HeadersInit): headers is Record<string, string> {
  return !(headers instanceof Headers) && !Array.isArray(headers);
}
