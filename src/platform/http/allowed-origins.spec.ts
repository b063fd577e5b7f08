import { allowedOrigins } from './allowed-origins';

describe('allowedOrigins', () => {
  it.each<[string, string[], string[]]>([
    [
      'https://calls.example.com',
      ['https://app.example.com'],
      ['https://calls.example.com', 'https://app.example.com'],
    ],
    ['https://calls.example.com:8443/base', [], ['https://calls.example.com:8443']],
    ['http://127.0.0.1:3000', [], ['http://localhost:3000', 'http://127.0.0.1:3000']],
  ])('of %s', (publicUrl, corsOrigins, origins) => {
    expect(allowedOrigins({ publicUrl, corsOrigins })).toEqual(origins);
  });
});
