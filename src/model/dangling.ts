/** In an example: the link is configured and its target does not exist. Written `!dangling name`. */
export class DanglingExample {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
