/** Text form of RFC 9562, any version, in either case: what PostgreSQL's uuid reads. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
