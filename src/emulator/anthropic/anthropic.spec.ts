import Anthropic, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  InternalServerError,
  OverloadedError,
} from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';
import { startEmulator, type RunningEmulator } from '../emulator';

type Params = Anthropic.MessageCreateParamsNonStreaming;

const haiku = 'claude-haiku-5-5';
const sonnet = 'claude-sonnet-5-5';
const hello: Params = {
  model: haiku,
  max_tokens: 300,
  thinking: { type: 'disabled' },
  system: 'You are a friendly agent.',
  messages: [{ role: 'user', content: '(the call has been answered)' }],
};

const agentTools: Anthropic.Tool[] = [
  {
    name: 'end_call',
    description: 'Ends the call',
    input_schema: {
      type: 'object',
      properties: { reason: { type: 'string', enum: ['completed', 'not_interested', 'wrong_number', 'voicemail'] } },
      required: ['reason'],
    },
  },
  {
    name: 'request_human',
    input_schema: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] },
  },
  { name: 'opt_out', input_schema: { type: 'object', properties: {} } },
  {
    name: 'schedule_callback',
    input_schema: { type: 'object', properties: { when: { type: 'string' } }, required: ['when'] },
  },
];

let emulator: RunningEmulator;
let client: Anthropic;

beforeAll(async () => {
  emulator = await startEmulator({ timeScale: 1_000 });
  client = clientWith({});
});
afterAll(() => emulator.stop());
afterEach(() => control({ reset: true }));

function clientWith(options: object): Anthropic {
  return new Anthropic({ apiKey: 'sk-ant-test', baseURL: emulator.url, maxRetries: 0, timeout: 2_000, ...options });
}

async function control(body: object): Promise<void> {
  const response = await fetch(`${emulator.url}/_emulator/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

const strike = (faults: object) => control({ faults });

async function refusal(params: object, path = '/v1/messages'): Promise<APIError> {
  try {
    await client.post(path, { body: params });
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

function textOf(message: Anthropic.Message): string {
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}

const said = (text: string): Params => ({
  ...hello,
  tools: agentTools,
  messages: [
    { role: 'user', content: '(the call has been answered)' },
    { role: 'assistant', content: 'Hello, what are you looking for?' },
    { role: 'user', content: text },
  ],
});

const fromUser = (content: unknown) => ({ role: 'user', content });

describe('messages', () => {
  it('answers with a message the official client understands', async () => {
    const message = await client.messages.create(hello);
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: haiku,
      stop_reason: 'end_turn',
      content: [{ type: 'text', text: expect.stringContaining('looking for') }],
    });
    expect(message._request_id).toMatch(/^req_emu_/);
    expect(message.usage.input_tokens).toBeGreaterThan(10);
    expect(message.usage.output_tokens).toBe(Math.ceil(textOf(message).length / 3.2));
  });

  it('answers the same to the same', async () => {
    const answers = await Promise.all([client.messages.create(hello), client.messages.create(hello)]);
    const [first, second] = answers.map(({ content, usage }) => ({ content, usage }));
    expect(first).toEqual(second);
  });

  it('does not take the opening instruction for the words of the lead', async () => {
    const content =
      'The call has just been answered. The lead asked for a human before; budget 500 dollars. Greet them.';
    const message = await client.messages.create({ ...hello, messages: [{ role: 'user', content }] });
    expect(textOf(message)).toMatch(/^Hello.*looking for/);
    const file = '<context-x1>\n[{"field":"notes","value":"stop calling"}]\n</context-x1>\n(The person has picked up.)';
    const answers = [file, `${file}\nStop calling me!`].map((opening) =>
      client.messages.create({ ...hello, messages: [{ role: 'user', content: opening }] }),
    );
    const [greeting, goodbye] = (await Promise.all(answers)).map(textOf);
    expect(greeting).toMatch(/^Hello.*looking for/);
    expect(goodbye).toMatch(/won't call again/);
  });

  it('says in a header that it is an emulator', async () => {
    const { response } = await client.messages.create(hello).withResponse();
    expect(response.headers.get('x-emulator')).toBe('callwright-emulator');
  });

  it('streams the same message in frames', async () => {
    const whole = await client.messages.create(hello);
    const stream = client.messages.stream(hello);
    const events: string[] = [];
    stream.on('streamEvent', (event) => events.push(event.type));
    const streamed = await stream.finalMessage();
    expect({ ...streamed, id: '' }).toMatchObject({
      content: whole.content,
      stop_reason: 'end_turn',
      usage: whole.usage,
    });
    expect(events[0]).toBe('message_start');
    expect(events.slice(-2)).toEqual(['message_delta', 'message_stop']);
    expect(events.filter((type) => type === 'content_block_delta').length).toBeGreaterThan(2);
  });

  it('puts a thinking block first where thinking is on by default', async () => {
    for (const model of [haiku, sonnet]) {
      const { thinking: _off, ...params } = hello;
      const message = await client.messages.create({ ...params, model, max_tokens: 2_000 });
      expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
      const thought = message.usage.output_tokens_details?.thinking_tokens ?? 0;
      expect(thought).toBeGreaterThan(0);
      expect(message.usage.output_tokens).toBe(thought + Math.ceil(textOf(message).length / 3.2));
    }
    const quiet = await client.messages.create({ ...hello, model: sonnet, thinking: { type: 'between_tools' } });
    expect(quiet.content.map(({ type }) => type)).toEqual(['text']);
  });

  it('may spend everything on thinking', async () => {
    const { thinking: _off, ...params } = hello;
    const message = await client.messages.create({ ...params, model: sonnet, max_tokens: 50 });
    expect(message).toMatchObject({ stop_reason: 'max_tokens', content: [{ type: 'thinking' }] });
    expect(message.usage.output_tokens).toBe(50);
  });

  it('cuts at max_tokens and at stop sequences', async () => {
    const short = await client.messages.create({ ...hello, max_tokens: 3 });
    expect(short.stop_reason).toBe('max_tokens');
    expect(textOf(short).length).toBeLessThanOrEqual(9);
    const stopped = await client.messages.create({ ...hello, stop_sequences: ['looking'] });
    expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'looking' });
    expect(textOf(stopped)).not.toContain('looking');
  });

  it('counts tokens', async () => {
    const { max_tokens: _limit, ...counted } = hello;
    const { input_tokens } = await client.messages.countTokens(counted);
    const message = await client.messages.create(hello);
    expect(input_tokens).toBe(message.usage.input_tokens);
  });

  it('books cached prefixes', async () => {
    const system = [
      { type: 'text' as const, text: 'rules '.repeat(600), cache_control: { type: 'ephemeral' as const } },
    ];
    const [first, second] = [
      await client.messages.create({ ...hello, system }),
      await client.messages.create({ ...hello, system }),
    ];
    expect(first.usage.cache_creation_input_tokens).toBeGreaterThan(1_000);
    expect(first.usage.cache_read_input_tokens).toBe(0);
    expect(second.usage.cache_read_input_tokens).toBe(first.usage.cache_creation_input_tokens);
    expect(second.usage.input_tokens).toBe(first.usage.input_tokens);
    const short = [{ type: 'text' as const, text: 'short', cache_control: { type: 'ephemeral' as const } }];
    const { usage } = await client.messages.create({ ...hello, system: short });
    expect(usage.cache_creation_input_tokens).toBe(0);
  });

  it('accepts the key as x-api-key too', async () => {
    const response = await fetch(`${emulator.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'sk-1', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
      body: JSON.stringify(hello),
    });
    expect(response.status).toBe(200);
  });
});

describe('the talking agent with tools', () => {
  it.each([
    ['Stop calling me!', 'opt_out', {}],
    ['I want to speak to a human.', 'request_human', { reason: expect.any(String) }],
    ['Can you call me back on Thursday at four?', 'schedule_callback', { when: 'Thursday at four' }],
    ['You have the wrong number.', 'end_call', { reason: 'wrong_number' }],
    ['Please leave a message after the tone.', 'end_call', { reason: 'voicemail' }],
    ['Goodbye.', 'end_call', { reason: 'completed' }],
  ])('%s -> %s', async (text, name, input) => {
    for (const message of [
      await client.messages.create(said(text)),
      await client.messages.stream(said(text)).finalMessage(),
    ]) {
      expect(message.stop_reason).toBe('tool_use');
      expect(message.content).toEqual([
        { type: 'text', text: expect.stringMatching(/\w/) },
        expect.objectContaining({ type: 'tool_use', id: expect.stringMatching(/^toolu_/), name, input }),
      ]);
    }
  });

  it('gives a reason the tool knows', async () => {
    const reasons = ['other', 'done', 'wrong_number'];
    const input_schema = { type: 'object' as const, properties: { reason: { type: 'string', enum: reasons } } };
    const message = await client.messages.create({ ...said('Goodbye.'), tools: [{ name: 'end_call', input_schema }] });
    expect(message.content).toContainEqual(expect.objectContaining({ name: 'end_call', input: { reason: 'done' } }));
  });

  it('just talks when there is nothing to do, and when the tools are not there', async () => {
    const talk = await client.messages.create(said("I'm looking for a villa."));
    expect(talk.content.map(({ type }) => type)).toEqual(['text']);
    const { tools: _none, ...bare } = said('Stop calling me!');
    const message = await client.messages.create(bare);
    expect(message).toMatchObject({
      stop_reason: 'end_turn',
      content: [{ text: expect.stringContaining("won't call again") }],
    });
  });

  it('goes on after the result of a tool', async () => {
    const first = await client.messages.create(said('Stop calling me!'));
    const use = first.content.find((block) => block.type === 'tool_use');
    const second = await client.messages.create({
      ...said(''),
      messages: [
        ...said('Stop calling me!').messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: use?.id ?? '', content: 'done' }] },
      ],
    });
    expect(second).toMatchObject({
      stop_reason: 'end_turn',
      content: [{ type: 'text', text: expect.stringContaining('Goodbye') }],
    });
  });

  it('hears the lead inside a tag, and the operator in a system message', async () => {
    const tagged = await client.messages.create(
      said('<lead_said>Stop calling me!</lead_said>\nAnswer in one sentence.'),
    );
    expect(tagged.stop_reason).toBe('tool_use');
    const messages = [...said('Fine.').messages, { role: 'system' as const, content: 'Please wrap up now.' }];
    const wrapped = await client.messages.create({ ...said(''), messages });
    expect(wrapped.content).toContainEqual(expect.objectContaining({ name: 'end_call' }));
  });

  it('fills a forced tool where forcing is allowed', async () => {
    const forced = { ...said('Hi.'), tool_choice: { type: 'tool' as const, name: 'end_call' } };
    const message = await client.messages.create(forced);
    expect(message).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ name: 'end_call', input: { reason: 'completed' } }],
    });
  });
});

describe('structured output', () => {
  const Schema = z.object({
    facts: z.array(
      z.object({
        field: z.enum(['budget', 'timeline', 'decision_maker']),
        status: z.enum(['stated', 'implied', 'refused', 'not_mentioned']),
        value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
        quotes: z.array(z.object({ turn: z.int(), text: z.string() })),
        confidence: z.number().min(0).max(1),
      }),
    ),
    outcome_signal: z.enum(['none', 'callback_requested', 'not_interested', 'opt_out']),
  });
  const extraction: Params = {
    model: sonnet,
    max_tokens: 4_000,
    thinking: { type: 'between_tools' },
    output_config: { effort: 'low', format: zodOutputFormat(Schema) },
    messages: [
      {
        role: 'user',
        content:
          'Extract.\n[1][AGENT] Budget?\n[2][LEAD] My budget is 800 thousand dollars.\n[3][LEAD] Call me tomorrow.',
      },
    ],
  };

  it('is parsed by the official helper', async () => {
    const { parsed_output: output } = await client.messages.parse({
      ...extraction,
      output_config: { format: zodOutputFormat(Schema) },
    });
    expect(output?.outcome_signal).toBe('callback_requested');
    expect(output?.facts.find(({ field }) => field === 'budget')).toMatchObject({
      status: 'stated',
      value: 800_000,
      quotes: [{ turn: 2, text: 'My budget is 800 thousand dollars.' }],
    });
  });

  it('can invent a quote', async () => {
    await strike({ inventedQuote: { n: 1 } });
    const [invented, honest] = [await client.messages.create(extraction), await client.messages.create(extraction)];
    expect(textOf(invented)).not.toContain('My budget is 800 thousand dollars.');
    expect(textOf(honest)).toContain('My budget is 800 thousand dollars.');
  });

  it('can be cut short', async () => {
    await strike({ truncatedJson: { n: 1 } });
    const message = await client.messages.create(extraction);
    expect(message.stop_reason).toBe('max_tokens');
    expect(() => JSON.parse(textOf(message))).toThrow(SyntaxError);
    await strike({ truncatedJson: { n: 1 } });
    await expect(client.messages.parse(extraction)).rejects.toThrow(/parse structured output/);
  });
});

const postWith = (headers: Record<string, string>) =>
  fetch(`${emulator.url}/v1/messages`, {
    method: 'POST',
    headers: { 'anthropic-version': '2026-10-21', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(hello),
  });

describe('what is refused', () => {
  const { max_tokens: _limit, ...unlimited } = hello;
  const { messages: _messages, ...mute } = hello;
  const schema = (properties: object) => ({
    ...hello,
    output_config: {
      format: { type: 'json_schema', schema: { type: 'object', properties, additionalProperties: false } },
    },
  });
  const forced = { tools: agentTools, tool_choice: { type: 'any' } };
  const cached = { type: 'ephemeral' };
  const marked = { type: 'text', text: 'rules', cache_control: cached };
  const use = { type: 'tool_use', id: 'toolu_1', name: 'opt_out', input: {} };
  const withMessages = (...messages: object[]) => ({ ...hello, messages });
  it.each<[string, object, RegExp]>([
    ['temperature', { ...hello, temperature: 0 }, /temperature/],
    ['top_p', { ...hello, top_p: 1 }, /top_p/],
    ['top_k', { ...hello, top_k: 1 }, /top_k/],
    ['no max_tokens', unlimited, /max_tokens: Field required/],
    ['too many max_tokens', { ...hello, max_tokens: 200_000 }, /maximum allowed number of output tokens/],
    ['no messages', mute, /messages: Field required/],
    ['empty messages', withMessages(), /at least one message/],
    ['empty content', withMessages(fromUser('')), /non-empty content/],
    ['empty text block', withMessages(fromUser([{ type: 'text', text: '' }])), /non-empty/],
    ['unknown block', withMessages(fromUser([{ type: 'sound' }])), /messages.0.content.0/],
    ['unknown field', { ...hello, prompt: 'x' }, /prompt: Extra inputs are not permitted/],
    [
      'a fifth end of a cached prefix',
      { ...hello, cache_control: cached, system: Array.from({ length: 4 }, () => marked) },
      /maximum of 4 blocks with cache_control/,
    ],
    [
      'citations beside a format',
      {
        ...schema({}),
        messages: [fromUser([{ type: 'document', source: {}, citations: { enabled: true } }])],
      },
      /citations are not supported/,
    ],
    ['first message not from the user', withMessages({ role: 'system', content: 'x' }, fromUser('x')), /first message/],
    ['prefill', withMessages(fromUser('Hi'), { role: 'assistant', content: 'Hel' }), /prefill/],
    [
      'forced tool on Sonnet',
      { ...hello, ...forced, model: sonnet, thinking: { type: 'between_tools' } },
      /not supported for this model/,
    ],
    [
      'forced tool on Opus',
      { ...hello, ...forced, model: 'claude-opus-5-5', thinking: undefined },
      /not supported for this model/,
    ],
    [
      'forced tool while thinking',
      { ...hello, ...forced, thinking: { type: 'adaptive' } },
      /Thinking may not be enabled/,
    ],
    ['disabled thinking on Sonnet', { ...hello, model: sonnet }, /thinking: type "disabled"/],
    ['disabled thinking at high effort', { ...hello, output_config: { effort: 'max' } }, /thinking: type "disabled"/],
    [
      'budget_tokens',
      { ...hello, max_tokens: 4_000, thinking: { type: 'enabled', budget_tokens: 2_000 } },
      /budget_tokens/,
    ],
    [
      'orphan tool result',
      withMessages(fromUser([{ type: 'tool_result', tool_use_id: 'x' }])),
      /unexpected `tool_use_id`/,
    ],
    [
      'tool use without result',
      withMessages(fromUser('a'), { role: 'assistant', content: [use] }, fromUser('b')),
      /without `tool_result`/,
    ],
    [
      'text before the result',
      withMessages(
        fromUser('a'),
        { role: 'assistant', content: [use] },
        fromUser([
          { type: 'text', text: 'x' },
          { type: 'tool_result', tool_use_id: 'toolu_1' },
        ]),
      ),
      /must come first/,
    ],
    ['two tools of one name', { ...hello, tools: [agentTools[0], agentTools[0]] }, /unique/],
    ['a limit in the schema', schema({ n: { type: 'integer', minimum: 0 } }), /output_config.format.schema: .*minimum/],
    ['an empty choice', schema({ s: { type: 'string', enum: [] } }), /Enum must be a non-empty array/],
    ['maxLength', schema({ s: { type: 'string', maxLength: 3 } }), /maxLength/],
    ['open objects', schema({ o: { type: 'object', properties: {} } }), /additionalProperties/],
    ['recursion', schema({ self: { $ref: '#' } }), /recursive/],
    ['an odd format type', { ...hello, output_config: { format: { type: 'json' } } }, /output_config.format/],
    ['prewarming with a stream', { ...hello, max_tokens: 0, stream: true }, /max_tokens: 0/],
  ])('400: %s', async (_, params, message) => {
    const error = await refusal(params);
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error' });
    expect(error.apiMessage).toMatch(message);
    expect(error.requestID).toMatch(/^req_emu_/);
    expect(error.error).toMatchObject({ type: 'error', request_id: error.requestID });
  });

  it('404 for unknown models and paths', async () => {
    expect(await refusal({ ...hello, model: 'claude-sonnet-9' })).toMatchObject({
      status: 404,
      type: 'not_found_error',
    });
    expect(await refusal({ ...hello, model: 'constructor' })).toMatchObject({ status: 404 });
    expect(await refusal({}, '/v1/complete')).toMatchObject({ status: 404 });
  });

  it('401 without a key, or with a strange one', async () => {
    for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: 'Bearer pk-1' }, { 'x-api-key': 'x' }]) {
      const response = await postWith(headers as Record<string, string>);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
    }
  });

  it('400 for broken JSON and a missing version', async () => {
    const headers = { authorization: 'Bearer sk-1', 'content-type': 'application/json' };
    const send = (more: object, body: string) =>
      fetch(`${emulator.url}/v1/messages`, { method: 'POST', headers: { ...headers, ...more }, body });
    expect((await send({ 'anthropic-version': '2026-10-21' }, '{"model":')).status).toBe(400);
    expect((await send({}, JSON.stringify(hello))).status).toBe(400);
  });

  it('counts under the same rules', async () => {
    expect(await refusal(hello, '/v1/messages/count_tokens')).toMatchObject({ status: 400 });
    expect(await refusal({ ...unlimited, model: 'x' }, '/v1/messages/count_tokens')).toMatchObject({ status: 404 });
  });

  it('accepts prefill on the models that had it', async () => {
    const messages: Params['messages'] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hel' },
    ];
    const { thinking: _off, ...params } = hello;
    await expect(client.messages.create({ ...params, model: 'claude-haiku-4-5', messages })).resolves.toBeDefined();
  });
});

const seededRun = async (): Promise<boolean[]> => {
  await control({ reset: true, seed: 5, faults: { http529: { p: 0.5 } } });
  const results = Array.from({ length: 12 }, (_, index) =>
    client.messages.create({ ...hello, messages: [{ role: 'user', content: `call ${index}` }] }).then(
      () => true,
      () => false,
    ),
  );
  return Promise.all(results);
};

describe('faults', () => {
  it('answers 429 with and without retry-after, 529 and 500', async () => {
    await strike({ http429: { n: 1, retryAfterS: 3 } });
    const limited = await refusal(hello);
    expect(limited).toMatchObject({ status: 429, type: 'rate_limit_error' });
    expect(limited.headers?.get('retry-after')).toBe('3');
    await strike({ http429: { n: 1 } });
    expect((await refusal(hello)).headers?.get('retry-after')).toBeNull();
    await strike({ http529: { n: 1 } });
    expect(await refusal(hello)).toBeInstanceOf(OverloadedError);
    await strike({ http500: { n: 1 } });
    expect(await refusal(hello)).toBeInstanceOf(InternalServerError);
    await expect(client.messages.create(hello)).resolves.toBeDefined();
  });

  it('refuses with empty content', async () => {
    await strike({ refusal: { n: 1 } });
    expect(await client.messages.create(hello)).toMatchObject({
      stop_reason: 'refusal',
      content: [],
      stop_details: { type: 'refusal' },
    });
  });

  it('goes down', async () => {
    await strike({ down: true });
    await expect(client.messages.create(hello)).rejects.toBeInstanceOf(APIConnectionError);
  });

  it('is slow to begin', async () => {
    await strike({ slowFirstByteMs: 300 });
    const impatient = clientWith({ timeout: 100 });
    await expect(impatient.messages.create(hello)).rejects.toBeInstanceOf(APIConnectionTimeoutError);
    await expect(client.messages.create(hello)).resolves.toBeDefined();
  });

  it('stalls in mid-stream', async () => {
    await strike({ stall: { ms: 250 } });
    const moments: number[] = [];
    const stream = client.messages.stream(hello);
    stream.on('streamEvent', () => moments.push(Date.now()));
    await stream.finalMessage();
    const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(200);
  });

  it.each([
    ['cleanTruncation', /ended without producing|request ended/],
    ['socketDestroy', /terminated/],
    ['sseError', /Overloaded/],
  ])('breaks the stream by %s', async (name, message) => {
    await strike({ [name]: { n: 1 } });
    await expect(client.messages.stream(hello).finalMessage()).rejects.toThrow(message);
    await expect(client.messages.stream(hello).finalMessage()).resolves.toBeDefined();
  });

  it('ends a raw stream silently by cleanTruncation', async () => {
    await strike({ cleanTruncation: true });
    const types: string[] = [];
    for await (const event of await client.messages.create({ ...hello, stream: true })) types.push(event.type);
    expect(types).toContain('message_start');
    expect(types).not.toContain('message_stop');
  });

  it('breaks whole answers too', async () => {
    await strike({ socketDestroy: { n: 1 } });
    await expect(client.messages.create(hello)).rejects.toThrow();
    await strike({ cleanTruncation: { n: 1 } });
    await expect(client.messages.create(hello)).rejects.toThrow(/JSON/);
  });

  it('can be aimed at extractions or at words', async () => {
    await strike({ http500: { kind: 'extraction' }, http529: { match: 'tomato' } });
    await expect(client.messages.create(hello)).resolves.toBeDefined();
    const tomato = { ...hello, messages: [{ role: 'user' as const, content: 'tomato' }] };
    expect(await refusal(tomato)).toMatchObject({ status: 529 });
    const format = { type: 'json_schema', schema: { type: 'object', properties: {}, additionalProperties: false } };
    expect(await refusal({ ...hello, output_config: { format } })).toMatchObject({ status: 500 });
  });

  it('strikes the same requests again with the same seed', async () => {
    const first = await seededRun();
    expect(await seededRun()).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });
});
