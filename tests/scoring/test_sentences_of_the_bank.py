"""Single sentences on every question of the bank: true and reversed, contrasted, as code, taken back.

Written beside the grader, so no measure of how good it is: a floor, like the examples. Many are the reverse of a true
sentence in the same words; a grader that hears only words takes them for it.
"""

from __future__ import annotations

import pytest

from interviewer.bank.index import open_bank
from interviewer.resources import data_folder
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.offline import Reading, verdicts

BANK = open_bank([data_folder("rubrics")], cache=None)

THREADS = "concurrency/threads-processes-asyncio"
SEQUENCES = "fundamentals/list-tuple-set"
METHODS = "oop/staticmethod-classmethod"
MEMORY = "internals/memory-management"
GIL = "internals/gil"
DECORATORS = "functions/decorators"
GENERATORS = "functions/generators"
ORDER = "oop/method-resolution-order"


def read(question_id: str, text: str) -> Reading:
    question = BANK.load(question_id)
    turns = (
        Turn(number=1, speaker="interviewer", text=question.question),
        Turn(number=2, speaker="candidate", text=text),
    )
    return verdicts(Exchange(question_id=question_id, question=question, turns=turns))


@pytest.mark.parametrize(
    ("question_id", "text", "criterion", "verdict"),
    [
        (SEQUENCES, "Membership tests are O(1) in a list and O(n) in a set.", "set-membership", "missed"),
        (METHODS, "A static method gets the class as the first argument.", "receives-cls", "missed"),
        (
            MEMORY,
            "Reference counting can handle cycles, so the garbage collector is not needed.",
            "cyclic-gc",
            "missed",
        ),
        (SEQUENCES, "A tuple is hashable even if it contains a list.", "hashable-tuple", "missed"),
        (GIL, "The GIL is released on I/O only if you use asyncio.", "released-for-io", "partly"),
        (DECORATORS, "@functools.wraps(func) goes on top of the wrapper so the name survives.", "closure", "missed"),
        (
            DECORATORS,
            "@functools.wraps(func) goes on top of the wrapper so the name survives.",
            "functools-wraps",
            "met",
        ),
        (
            MEMORY,
            "Objects are freed immediately when their reference count is not zero.",
            "reference-counting",
            "missed",
        ),
        (
            THREADS,
            "Threads run Python code in parallel in spite of the GIL, so use them for CPU-bound tasks",
            "gil-limits-threads",
            "missed",
        ),
        (MEMORY, "so there's a cyclic garbage collector with generations that looks for them", "cyclic-gc", "met"),
        (MEMORY, "The cycle detector handles the case where A refers to B and B refers to A.", "cyclic-gc", "met"),
        (GIL, "It doesn't make my code thread-safe: x += 1 is still racy", "not-thread-safety", "met"),
        (GIL, "The GIL makes sure that two threads don't run at the same time.", "mutex-on-bytecode", "met"),
        (GIL, "Multithreading is useless for CPU bound tasks", "cpu-bound-hurt", "met"),
        (GENERATORS, "I'd yield line.rstrip() in the loop instead of appending", "lazy-yield", "partly"),
        (
            DECORATORS,
            (
                "import functools\n"
                "\n"
                "def audited(func):\n"
                "    @functools.wraps(func)\n"
                "    def wrapper(*args, **kwargs):\n"
                "        print('call', func.__name__)\n"
                "        return func(*args, **kwargs)\n"
                "\n"
                "    return wrapper\n"
            ),
            "functools-wraps",
            "met",
        ),
        (
            DECORATORS,
            (
                "def audited(func):\n"
                "    @functools.wraps(func)\n"
                "    def wrapper(*args, **kwargs):\n"
                "        return func(*args, **kwargs)\n"
                "    return wrapper\n"
            ),
            "functools-wraps",
            "met",
        ),
        (
            DECORATORS,
            (
                "def audited(func):\n"
                "    @functools.wraps(func)\n"
                "    def wrapper(*args, **kwargs):\n"
                "        return func(*args, **kwargs)\n"
                "    return wrapper\n"
            ),
            "args-kwargs-forwarding",
            "met",
        ),
        (
            DECORATORS,
            (
                "def audited(func): @functools.wraps(func) def wrapper(*args, **kwargs): ... return "
                "func(*args, **kwargs)"
            ),
            "functools-wraps",
            "met",
        ),
        (
            GENERATORS,
            (
                "def failed_logins(path):\n"
                "    with open(path) as log:\n"
                "        for line in log:\n"
                '            if "FAILED" in line:\n'
                "                yield line.rstrip()\n"
            ),
            "lazy-yield",
            "partly",
        ),
        (
            SEQUENCES,
            "list: mutable, ordered. tuple: immutable, ordered. set: mutable, unordered, unique.",
            "mutability",
            "met",
        ),
        (
            SEQUENCES,
            "list: mutable, ordered. tuple: immutable, ordered. set: mutable, unordered, unique.",
            "set-unique",
            "met",
        ),
        (
            SEQUENCES,
            "list: mutable, ordered; tuple: immutable, ordered; set: mutable, unordered, unique",
            "mutability",
            "met",
        ),
        (
            GIL,
            (
                "Das GIL ist ein Lock, das nur einem Thread erlaubt, Python-Bytecode auszuführen, und "
                "deshalb werden rechenintensive Programme mit Threads nicht schneller."
            ),
            "mutex-on-bytecode",
            "unclear",
        ),
        (
            SEQUENCES,
            "Una lista es mutable y una tupla no lo es, y un conjunto no guarda los elementos en orden.",
            "mutability",
            "unclear",
        ),
        (THREADS, "Because of the GIL only one thread runs Python code at a time.", "gil-limits-threads", "met"),
        (THREADS, "Because of the GIL all threads run Python code at the same time.", "gil-limits-threads", "missed"),
        (THREADS, "Despite the GIL threads compute in parallel.", "gil-limits-threads", "missed"),
        (THREADS, "Every process has its own interpreter and its own GIL.", "processes-bypass-gil", "met"),
        (THREADS, "All processes share one GIL.", "processes-bypass-gil", "partly"),
        (THREADS, "A time.sleep in a coroutine blocks the whole event loop.", "blocking-call-stalls-loop", "met"),
        (THREADS, "A time.sleep in a coroutine does not block the event loop.", "blocking-call-stalls-loop", "missed"),
        (GIL, "The GIL is a lock, only the thread that holds it runs bytecode.", "mutex-on-bytecode", "met"),
        (GIL, "The GIL lets all threads run bytecode at the same time.", "mutex-on-bytecode", "missed"),
        (GIL, "A thread releases the GIL while it waits for I/O.", "released-for-io", "met"),
        (GIL, "A thread keeps the GIL while it waits for I/O.", "released-for-io", "missed"),
        (GIL, "The GIL is not released during I/O.", "released-for-io", "missed"),
        (GIL, "The GIL protects the reference counts from being corrupted by two threads.", "why-it-exists", "met"),
        (GIL, "Multithreaded code gets faster for number crunching.", "cpu-bound-hurt", "missed"),
        (GIL, "More threads make CPU-bound code faster.", "cpu-bound-hurt", "missed"),
        (GIL, "CPU-bound code does not get faster with threads.", "cpu-bound-hurt", "met"),
        (SEQUENCES, "Membership tests are O(1) in a set and O(n) in a list.", "set-membership", "met"),
        (SEQUENCES, "A list has O(1) lookups and a set has O(n).", "set-membership", "missed"),
        (SEQUENCES, "Looking something up is constant time in a set, in a list it is linear.", "set-membership", "met"),
        (SEQUENCES, "Looking something up is linear in a set and constant time in a list.", "set-membership", "missed"),
        (SEQUENCES, "In a list the lookup is O(n), in a set it is O(1).", "set-membership", "met"),
        (SEQUENCES, "Lists are mutable, tuples are immutable.", "mutability", "met"),
        (SEQUENCES, "Lists are immutable, tuples are mutable.", "mutability", "missed"),
        (SEQUENCES, "Tuples are mutable and lists are not.", "mutability", "missed"),
        (SEQUENCES, "You can change a list but not a tuple.", "mutability", "met"),
        (SEQUENCES, "You can change a tuple but not a list.", "mutability", "missed"),
        (SEQUENCES, "A tuple is hashable if everything in it is hashable.", "hashable-tuple", "met"),
        (SEQUENCES, "A tuple can be a key, unless it contains a list.", "hashable-tuple", "met"),
        (SEQUENCES, "A set holds each value once and has no order.", "set-unique", "met"),
        (
            SEQUENCES,
            "list - mutable, ordered\ntuple - immutable, ordered\nset - unordered, unique, mutable",
            "mutability",
            "met",
        ),
        (SEQUENCES, "Keywords: mutable, immutable, ordered, unordered, unique.", "mutability", "missed"),
        (METHODS, "A class method gets the class as the first argument.", "receives-cls", "met"),
        (METHODS, "A static method gets nothing, a class method gets the class.", "receives-cls", "met"),
        (
            METHODS,
            "A class method gets no class, a static method gets the class as its first argument.",
            "receives-cls",
            "missed",
        ),
        (METHODS, "staticmethod receives cls automatically.", "receives-cls", "missed"),
        (METHODS, "A static method gets neither self nor cls.", "no-implicit-argument", "met"),
        (METHODS, "A class method gets neither self nor cls.", "no-implicit-argument", "missed"),
        (METHODS, "A static method gets both self and cls.", "no-implicit-argument", "missed"),
        (MEMORY, "Objects are freed immediately when their reference count reaches zero.", "reference-counting", "met"),
        (MEMORY, "Objects are freed when their reference count is not zero.", "reference-counting", "missed"),
        (MEMORY, "Reference counting cannot handle cycles, so the garbage collector finds them.", "cyclic-gc", "met"),
        (MEMORY, "The garbage collector cannot find cycles, reference counting frees them.", "cyclic-gc", "missed"),
        (MEMORY, "Reference counting cannot free cycles.", "cycles", "partly"),
        (MEMORY, "Reference counting frees cycles by itself.", "cycles", "partly"),
        (DECORATORS, "The wrapper is a closure, so it remembers func.", "closure", "met"),
        (
            DECORATORS,
            "The decorator runs once at import, the wrapper runs on every call.",
            "runs-once-at-definition",
            "met",
        ),
        (DECORATORS, "refund = audited(refund)", "replaces-the-name", "met"),
        (DECORATORS, "It's the same as\n\n    refund = audited(refund)\n\nand that's all.", "replaces-the-name", "met"),
        (
            DECORATORS,
            (
                "```python\n"
                "def audited(f):\n"
                "    def inner(*args, **kwargs):\n"
                "        return f(*args, **kwargs)\n"
                "    return inner\n"
                "```"
            ),
            "args-kwargs-forwarding",
            "met",
        ),
        (
            DECORATORS,
            "def audited(fn):\n    def inner(*a, **kw):\n        print(fn)\n    return inner",
            "args-kwargs-forwarding",
            "missed",
        ),
        (
            DECORATORS,
            (
                "def audited(func):\n"
                "    @wraps(func)\n"
                "    def wrapper(order_id, reason):\n"
                "        return func(order_id, reason)\n"
                "    return wrapper"
            ),
            "functools-wraps",
            "met",
        ),
        (
            DECORATORS,
            (
                "def audited(func):\n"
                "    def wrapper(*args, **kwargs):\n"
                "        return func(*args, **kwargs)\n"
                "    return wrapper"
            ),
            "functools-wraps",
            "missed",
        ),
        (
            DECORATORS,
            "from functools import wraps\n\n@wraps(func)\ndef wrapper(*args, **kwargs):\n    ...",
            "functools-wraps",
            "met",
        ),
        (
            GENERATORS,
            ("The generator computes each value only when the loop asks for it, the list computes all of them first."),
            "lazy-yield",
            "met",
        ),
        (GENERATORS, "suspects = (line for line in open(path) if 'FAILED' in line)", "generator-expression", "met"),
        (GENERATORS, "suspects = [line for line in open(path) if 'FAILED' in line]", "generator-expression", "missed"),
        (
            GENERATORS,
            "def month(paths):\n    for path in paths:\n        yield from failed_logins(path)",
            "yield-from",
            "met",
        ),
        (
            GENERATORS,
            "def ids():\n    n = 0\n    while True:\n        yield n\n        n += 1",
            "infinite-sequences-and-pipelines",
            "met",
        ),
        (
            GENERATORS,
            (
                "def failed_logins(path):\n"
                "    found = []\n"
                "    with open(path) as log:\n"
                "        for line in log:\n"
                '            if "FAILED" in line:\n'
                "                found.append(line.rstrip())\n"
                "    return found"
            ),
            "lazy-yield",
            "missed",
        ),
        (ORDER, "super calls the next class in the MRO, not the parent.", "super-follows-mro", "met"),
        (ORDER, "super calls the parent, not the next class in the MRO.", "super-follows-mro", "missed"),
        (
            ORDER,
            "class Broken(Record, Audited): ...\nraises a TypeError because there is no consistent order",
            "inconsistent-hierarchy",
            "met",
        ),
        (ORDER, "print(Document.__mro__)", "inspect-mro", "met"),
    ],
)
def test_what_a_sentence_shows(question_id: str, text: str, criterion: str, verdict: str) -> None:
    found = {judged.criterion: judged.verdict for judged in read(question_id, text).verdicts}
    assert found[criterion] == verdict


@pytest.mark.parametrize(
    ("question_id", "text", "misconceptions"),
    [
        (THREADS, "For CPU work I take processes, for I/O I take threads.", []),
        (THREADS, "For IO I take asyncio or threads, for CPU I take processes because of the GIL.", []),
        (
            THREADS,
            (
                "With a single thread I don't need a lock for plain counters between awaits, but I do "
                "need asyncio.Lock across an await."
            ),
            [],
        ),
        (
            THREADS,
            ("If it's CPU heavy, pick threads only if the C extension releases the GIL, otherwise multiprocessing."),
            [],
        ),
        (SEQUENCES, "A tuple is hashable even if it contains a list.", ["tuple-always-hashable"]),
        (
            THREADS,
            "Threads run Python code in parallel in spite of the GIL, so use them for CPU-bound tasks",
            ["threads-for-cpu"],
        ),
        (
            THREADS,
            (
                "asyncio runs coroutines in parallel on all cores. Processes cost more memory. Oh "
                "wait, they pickle the arguments too."
            ),
            ["asyncio-is-parallel"],
        ),
        (THREADS, "CPU-bound work is for threads. I use threads for CPU-bound work. Oh wait, that's wrong.", []),
        (
            SEQUENCES,
            (
                "A set keeps the order of insertion. A list is mutable. Any tuple can be a key. "
                "Scratch that, only if everything in it is hashable."
            ),
            ["set-keeps-order"],
        ),
        (
            SEQUENCES,
            (
                "A set keeps the order of insertion. A list is mutable and a tuple is not. No wait, a "
                "set has no order at all."
            ),
            [],
        ),
        (THREADS, "Processes for CPU-bound work, threads for I/O-bound work.", []),
        (THREADS, "Use processes for CPU-bound work and use threads for I/O-bound work.", []),
        (THREADS, "I use processes for CPU-bound tasks and threads for network tasks.", []),
        (THREADS, "If it's CPU-bound I reach for processes, if it waits on the network I reach for threads.", []),
        (THREADS, "For heavy computation I'd pick multiprocessing, and for downloads I'd pick threads.", []),
        (THREADS, "For CPU-bound work I use threads.", ["threads-for-cpu"]),
        (THREADS, "If the work is CPU heavy, I take threads, for I/O I take processes.", ["threads-for-cpu"]),
        (THREADS, "Since the task is CPU bound, I would use threads.", ["threads-for-cpu"]),
        (THREADS, "CPU-bound work is spread over threads, each on its own core.", ["threads-for-cpu"]),
        (THREADS, "asyncio runs on one thread, processes run on several cores.", []),
        (THREADS, "asyncio uses one thread, but a process pool uses several cores.", []),
        (THREADS, "asyncio is best for waiting, processes are best for computing.", []),
        (THREADS, "asyncio is great for CPU-bound work.", ["asyncio-is-parallel"]),
        (THREADS, "asyncio spreads the coroutines over all cores.", ["asyncio-is-parallel"]),
        (THREADS, "In asyncio nothing can race because there's only one thread.", ["asyncio-cannot-race"]),
        (THREADS, "With asyncio you need no locks, it's a single thread.", ["asyncio-cannot-race"]),
        (
            THREADS,
            ("asyncio needs no lock around plain statements, but it still needs asyncio.Lock around an await."),
            [],
        ),
        (THREADS, "Threads don't run in parallel because of the GIL, processes do.", []),
        (THREADS, "Threads run in parallel on I/O but not on Python code.", []),
        (THREADS, "Threads run in parallel on different cores.", ["threads-for-cpu"]),
        (GIL, "Threads are useless for CPU work, for I/O they are fine.", []),
        (GIL, "Threads are useless in Python.", ["threads-useless"]),
        (GIL, "The GIL doesn't make code thread-safe, a lock does.", []),
        (GIL, "The GIL keeps the interpreter safe, my own data needs a lock.", []),
        (GIL, "The GIL makes my code thread-safe.", ["makes-code-thread-safe"]),
        (GIL, "3.13 removed the GIL in a separate build, the default build keeps it.", []),
        (GIL, "The GIL was removed in 3.13.", ["gil-removed"]),
        (SEQUENCES, "A tuple can be a key even when it contains a list.", ["tuple-always-hashable"]),
        (SEQUENCES, "A tuple can be a dict key, no matter what is inside.", ["tuple-always-hashable"]),
        (SEQUENCES, "A list keeps the order, a set does not.", []),
        (SEQUENCES, "A set throws the order away, a list keeps it.", []),
        (METHODS, "Static methods are for helpers, class methods are for class state.", []),
        (METHODS, "Class methods change class variables, static methods cannot.", []),
        (METHODS, "A static method is for changing class variables.", ["static-for-class-state"]),
        (METHODS, "cls is the class it was called on, not the one where it was written.", []),
        (METHODS, "cls is always the class where the method was written.", ["cls-is-definer"]),
        (MEMORY, "Most objects are freed by their count, only cycles wait for the garbage collector.", []),
        (MEMORY, "Nothing is freed until the garbage collector runs.", ["collector-frees-everything"]),
        (MEMORY, "del removes the name, the object is freed when the count drops to zero.", []),
        (MEMORY, "del frees the object.", ["del-frees-the-object"]),
        (DECORATORS, "The decorator runs once at import, the wrapper runs on every call.", []),
        (DECORATORS, "The decorator runs on every call, the wrapper only once.", ["runs-on-every-call"]),
        (GENERATORS, "Calling it runs nothing, the first next runs it up to the yield.", []),
        (GENERATORS, "Calling it runs the body up to the first yield.", ["runs-to-first-yield"]),
        (GENERATORS, "A list can be looped over again, a generator cannot.", []),
        (GENERATORS, "A list is faster when everything fits, a generator saves memory.", []),
        (GENERATORS, "Generators are faster than lists.", ["always-faster"]),
        (ORDER, "super always calls the parent class.", ["super-is-parent"]),
        (ORDER, "It isn't depth-first, it is C3.", []),
        (ORDER, "Python 2 went depth-first, Python 3 uses C3.", []),
        (ORDER, "Python 3 goes depth-first.", ["depth-first"]),
        (ORDER, "Record runs once, not twice.", []),
        (ORDER, "Record runs twice.", ["base-runs-twice"]),
    ],
)
def test_what_a_sentence_claims(question_id: str, text: str, misconceptions: list[str]) -> None:
    standing = [finding.misconception for finding in read(question_id, text).findings if finding.stands]
    assert standing == misconceptions


@pytest.mark.parametrize("question_id", [header.question_id for header in BANK.headers])
def test_a_reference_answer_is_heard_whole_and_holds_no_wrong_claim(question_id: str) -> None:
    question = BANK.load(question_id)
    reading = read(question_id, question.reference_answer)
    tiers = {criterion.id: criterion.tier for criterion in question.criteria}
    unheard = [one.criterion for one in reading.verdicts if one.verdict != "met" and tiers[one.criterion] != "bonus"]
    assert (unheard, [finding.misconception for finding in reading.findings]) == ([], [])
