/** What an API key may be allowed to do; `<area>:<read|write>`. */
export const SCOPES = [
  'tenant:read',
  'leads:read',
  'leads:write',
  'intake:write',
  'campaigns:read',
  'campaigns:write',
  'calls:read',
  'calls:write',
  'agents:read',
  'agents:write',
  'consent:read',
  'consent:write',
  'knowledge:read',
  'knowledge:write',
] as const;

export type Scope = (typeof SCOPES)[number];
