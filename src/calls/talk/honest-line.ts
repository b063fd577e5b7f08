import { nameable } from './greeting';
import { asksWhetherMachine, deniesMachine } from './machine-question';
import { linesIn } from './spoken-lines';
import type { AgentLine, TalkScene } from './talk-scene';

/**
 * The line as it may be said. Who asks whether a machine speaks is told so, whatever the model made of the question, and a line that
 * denies it is not said at all. A line without words stays without.
 */
export function honestLine(scene: TalkScene, heard: string, line: AgentLine): AgentLine {
  const denies = deniesMachine(line.text);
  if (line.text === '' || (!denies && !asksWhetherMachine(heard))) return line;
  const truth = linesIn(line.language).machine(nameable(scene.company));
  return { ...line, text: denies ? truth : `${truth} ${line.text}` };
}
