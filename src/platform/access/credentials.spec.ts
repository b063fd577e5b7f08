import { credentialsFrom } from './credentials';

describe('credentialsFrom', () => {
  it.each<[Record<string, unknown>, object]>([
    [{ authorization: 'Bearer a.b-c_d~e+f/g==' }, { bearer: 'a.b-c_d~e+f/g==' }],
    [{ AUTHORIZATION: 'bearer  token ' }, { bearer: 'token' }],
    [{ 'X-Api-Key': 'ck_live_x' }, { apiKey: 'ck_live_x' }],
    [
      { authorization: 'Bearer t', 'x-api-key': 'k' },
      { bearer: 't', apiKey: 'k' },
    ],
    [{ authorization: 'Basic dTpw' }, {}],
    [{ authorization: 'Bearer' }, {}],
    [{ authorization: 'Bearer two tokens' }, {}],
    [{ authorization: ['Bearer t'], 'x-api-key': '  ' }, {}],
    [{}, {}],
  ])('reads %p', (headers, credentials) => {
    expect(credentialsFrom(headers)).toEqual(credentials);
  });
});
