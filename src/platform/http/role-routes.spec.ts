import type { Request, Response } from 'express';
import { roleRoutes } from './role-routes';

type Role = 'api' | 'worker' | 'media' | 'all';

function serves(role: Role, path: string): boolean {
  let passed = false;
  const response = { status: () => response, type: () => response, send: () => response } as unknown as Response;
  void roleRoutes({ role })({ path } as Request, response, () => {
    passed = true;
  });
  return passed;
}

describe('routes of a role', () => {
  it.each<[Role, string, boolean]>([
    ['all', '/graphql', true],
    ['api', '/webhooks/web-form', true],
    ['worker', '/health/live', true],
    ['worker', '/metrics', true],
    ['worker', '/graphql', false],
    ['worker', '/healthy', false],
    ['media', '/webhooks/twilio/voice/t/c/0', true],
    ['media', '/webhooks/web-form', false],
  ])('%s serves %s: %s', (role, path, expected) => {
    expect(serves(role, path)).toBe(expected);
  });
});
