"""Work in the background: asked for at the desk, done by ``tahqiq work`` or beside ``tahqiq serve``.

``asking.enqueue`` notes a job in the record and, in the same transaction, a task for a worker
(django-tasks on the record's own database). ``running`` does it under a sign of life; ``doing``
says what each kind of job does; ``worker`` is the loop of one process.
"""
