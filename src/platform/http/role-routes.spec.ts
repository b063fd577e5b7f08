import { answersAt } from './role-routes';

describe('routes of a role', () => {
  it.each<[Parameters<typeof answersAt>[0], string, boolean]>([
    ['all', '/graphql', true],
    ['api', '/webhooks/web-form', true],
    ['worker', '/health/live', true],
    ['worker', '/metrics', true],
    ['worker', '/graphql', false],
    ['worker', '/healthy', false],
    ['media', '/webhooks/twilio/voice/t/c/0', true],
    ['media', '/webhooks/web-form', false],
    ['media', '/graphql', false],
  ])('%s serves %s: %s', (role, path, expected) => {
    expect(answersAt(role, path)).toBe(expected);
  });
});
