/** What is done once the picture has changed: task after task in short slices, dropped when another year comes. */

/** How long a slice may take, in milliseconds: what the reader does next must not wait for more. */
const SLICE = 8;
/** A page that is hidden paints nothing: then the tasks begin after this time, in milliseconds. */
const PATIENCE = 250;
/** After this time without another change, in milliseconds, somebody rests on what is shown. */
const REST = 120;

/** Tasks in their order; one that returns an iterator is continued step by step. */
export class Queue {
  #turn = 0;

  /** Take what is done when all tasks are. */
  constructor(whenDone) {
    this.whenDone = whenDone;
  }

  /** Drop what is still to be done and begin with other tasks: some after the next picture, some at rest. */
  begin(soon, atRest) {
    this.#turn += 1;
    const turn = this.#turn;
    const rest = () => setTimeout(() => this.#go(turn, [...atRest], this.whenDone), REST);
    afterPaint(() => this.#go(turn, [...soon], rest));
  }

  #go(turn, tasks, then) {
    const until = performance.now() + SLICE;
    while (turn === this.#turn && tasks.length && performance.now() < until) {
      const steps = tasks.shift()();
      if (steps?.next && !steps.next().done) tasks.unshift(() => steps);
    }
    if (turn !== this.#turn) return;
    if (tasks.length) setTimeout(() => this.#go(turn, tasks, then));
    else then();
  }
}

/** Call once the picture that is being made is on the screen: the one after it begins then. */
function afterPaint(act) {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    act();
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)));
  setTimeout(once, PATIENCE);
}

/** Walk through an iterator while nothing else is to be done. */
export function inIdleTime(steps) {
  const wait = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50));
  wait(() => {
    if (!steps.next().done) inIdleTime(steps);
  });
}
