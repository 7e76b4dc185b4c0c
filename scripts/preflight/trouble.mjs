/** Something that a step could not do, and what the user can do about it. */
export class Trouble extends Error {
  /**
   * @param {string} problem
   * @param {string} remedy
   * @param {{ goOn?: boolean, details?: string }} [more] goOn: all the same, the app can start without it
   */
  constructor(problem, remedy, { goOn = false, details = '' } = {}) {
    super(problem);
    this.remedy = remedy;
    this.goOn = goOn;
    this.details = details;
  }
}
