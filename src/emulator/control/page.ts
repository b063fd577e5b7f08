import type { CallRecord } from '../ledger/call-record';
import { personaNamed, personas } from '../personas/persona-directory';
import type { Letter } from './letters';
import type { EmulatorState } from './state';

/** The emulator's page: says what it is, how it is set, whom it dialed last, and who wrote to whom. */
export function page(state: EmulatorState, calls: readonly CallRecord[], letters: readonly Letter[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>EMULATOR: no real calls</title>
<style>
body{font:15px/1.4 system-ui,sans-serif;margin:0 2rem 2rem}h1{font-size:3rem;background:#ffd400;color:#000;margin:0 -2rem 1rem;padding:1rem 2rem}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:left;vertical-align:top}
</style></head><body>
<h1>THIS IS AN EMULATOR. Nobody is being called.</h1>
<p>It stands in for Twilio and Anthropic on this machine. Every person below is invented.</p>
<p>Time scale ${state.timeScale}, seed ${state.seed}, calls per second ${state.cps || 'unlimited'};
${state.calls.total} calls accepted, ${state.calls.live} live, ${state.calls.queued} queued;
${state.texts.sent} texts of the program, ${state.texts.written} of people;
${state.model.requests} model requests; ${state.webhooks.sent} webhooks sent, ${state.webhooks.failed} of them failed.</p>
<p>Faults: ${state.faults.length ? escape(JSON.stringify(state.faults)) : 'none'}.</p>
<p>People write back: ${state.writers ? escape(JSON.stringify(state.writers)) : 'no'}.</p>
<p>See also <a href="/_emulator/state">state</a> and <a href="/_emulator/ledger">ledger</a>, <a href="/_emulator/texts">texts</a>.</p>
<h2>Latest calls</h2>
<table><tr><th>To</th><th>Attempt</th><th>Persona</th><th>Status</th><th>Seconds</th><th>Conversation</th></tr>
${calls.map(row).join('\n')}
</table>
<h2>Latest texts</h2>
<table><tr><th>At</th><th>Person</th><th>Persona</th><th>Channel</th><th>Text</th></tr>
${letters.map(letterRow).join('\n')}
</table>
<h2>Personas</h2>
<table><tr><th>Number ends in</th><th>Persona</th><th></th></tr>
${personas.map((one) => `<tr><td>${String(one.number).padStart(2, '0')}</td><td>${escape(one.name)}</td><td>${escape(one.summary)}</td></tr>`).join('\n')}
</table>
</body></html>`;
}

function row(call: CallRecord): string {
  const turns = (call.turns ?? []).map((turn) => `<b>${turn.speaker}</b> ${escape(turn.text)}`).join('<br>');
  const cells = [
    escape(call.request.to),
    String(call.attempt),
    escape(personaNamed(call.persona)),
    call.status,
    call.durationS === null ? '' : String(call.durationS),
    turns,
  ];
  return cellsOf(cells);
}

function letterRow({ at, person, persona, channel, speaker, text }: Letter): string {
  const who = escape(personaNamed(persona));
  return cellsOf([escape(at), escape(person), who, channel, `<b>${speaker}</b> ${escape(text)}`]);
}

function cellsOf(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
