/** Rooms and who may import whom. Imports run downhill: a level may import any lower one, never its own neighbours unless listed here. */
const levels = [
  ['platform'],
  ['tenants', 'leads', 'usage', 'compliance', 'health'],
  ['auth', 'language-models', 'voice'],
  ['knowledge'],
  ['agents'],
  ['conversations'],
  ['calls', 'intake', 'qualification'],
  ['campaigns', 'escalation'],
  ['orchestrator'],
  ['analytics', 'integrations'],
  ['dashboard'],
];
/** A lead's dial zone and default country are asked for when it is written; usage reads its tenant's settings; a suppression is audited. */
const neighbours = { leads: ['compliance', 'tenants'], usage: ['tenants'], compliance: ['tenants'] };

const uphill = levels.flatMap((rooms, level) =>
  rooms.map((room) => {
    const allowed = [...levels.slice(0, level).flat(), room, ...(neighbours[room] ?? [])];
    const forbidden = levels.flat().filter((other) => !allowed.includes(other));
    return {
      name: `${room}-imports-downhill`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^src/(${[...forbidden, 'demo', 'bench'].join('|')})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...uphill,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nobody-imports-auth',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(auth/|app\\.module\\.ts)' },
      to: { path: '^src/auth/' },
    },
    {
      name: 'emulator-stands-alone',
      severity: 'error',
      from: { path: '^src/emulator/' },
      to: { path: '^src/(?!emulator/)' },
    },
    {
      name: 'nothing-imports-emulator',
      severity: 'error',
      from: { path: '^src/(?!emulator/|campaigns/simulation/)', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/emulator/' },
    },
    {
      name: 'simulation-knows-the-people-of-the-emulator',
      severity: 'error',
      comment:
        'A simulated campaign calls the same people. What they say is pure; servers, faults and wires of the emulator are not.',
      from: { path: '^src/campaigns/simulation/' },
      to: {
        path: '^src/emulator/',
        pathNot: '^src/emulator/(personas/|rule-agent/|simulation/seeded|twilio/speaking-time|anthropic/schema-fill)',
      },
    },
    {
      name: 'only-the-face-of-a-room',
      severity: 'error',
      comment:
        'From outside, a room shows its wired faces and its plain value files; processors, listeners, resolvers and controllers stay inside.',
      from: { path: '^src/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^src/(?!platform/)([^/]+)/.*\\.(resolver|controller|processor|listener|guard|strategy|input|command)\\.ts$',
        pathNot: '^src/$1/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
