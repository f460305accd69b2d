select p_brand, p_type, p_size, count(distinct ps_suppkey) as supplier_cnt
from partsupp, part
where p_partkey = ps_partkey
    and p_brand <> ?
    and p_type not like ?
    and p_size in (?, ?, ?, ?, ?, ?, ?, ?)
    and ps_suppkey not in (
        select s_suppkey
        from supplier
        where s_comment like ?
    )
group by p_brand, p_type, p_size
order by supplier_cnt desc, p_brand, p_type, p_size
