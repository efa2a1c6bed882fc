"""Who is let through, and when."""

import threading
import time

from firstline.serving.turnstile import Turnstile


def test_whoever_comes_again_at_once_waits_behind_those_who_came_before() -> None:
    turnstile, order = Turnstile(1), []
    inside, waits = threading.Event(), threading.Event()

    def long() -> None:
        for piece in range(20):
            with turnstile:
                inside.set()
                if piece == 0:
                    waits.wait(10)
                    time.sleep(0.05)  # until the other one stands in the queue
                order.append("long")

    def single() -> None:
        inside.wait(10)
        waits.set()
        with turnstile:
            order.append("single")

    threads = [threading.Thread(target=work) for work in (long, single)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert order == ["long", "single", *["long"] * 19]


def test_so_many_are_inside_at_a_time_and_places_are_not_lost() -> None:
    turnstile, lock = Turnstile(3), threading.Lock()
    inside = most = 0

    def visit() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turnstile:
                with lock:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.0001)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (inside, most) == (0, 3)
    with turnstile, turnstile, turnstile:
        pass
